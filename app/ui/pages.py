"""The pages of a window that come after the main courante, in their order."""

from app.ui.board_page import BoardPage
from app.ui.briefs_page import BriefsPage
from app.ui.directory_page import DUTIES, DirectoryPage
from app.ui.figures_page import FiguresPage
from app.ui.messages_page import MessagesPage
from app.ui.qa_page import QaPage
from app.ui.section import Section
from app.ui.station import Station
from app.ui.visas_page import VisasPage


def sections(station: Station) -> tuple[Section, ...]:
    """The pages that come after the main courante."""
    figures = FiguresPage(station)
    messages, directory, briefs = MessagesPage(station), DirectoryPage(station), BriefsPage(station)
    board, answers = BoardPage(station), QaPage(station)
    visas = VisasPage(station)
    return (
        Section(
            "messages",
            "Messages",
            "messages",
            messages,
            messages.show_crisis,
            messages.show_record,
            messages.new_message,
            panes=(messages.cards, messages.new, messages.text, messages.panel),
        ),
        Section(
            "visas",
            "Mes visas",
            "visas",
            visas,
            visas.show_crisis,
            visas.show_record,
            panes=(visas.cards, visas.text, visas.acts),
        ),
        Section(
            "board",
            "EDL en vigueur",
            "board",
            board,
            board.show_crisis,
            board.show_record,
            panes=(board.list, board.topic, board.print, board.detail),
        ),
        Section(
            "qa",
            "Questions-réponses",
            "answers",
            answers,
            answers.show_crisis,
            answers.show_record,
            panes=(answers.search, answers.list, answers.detail),
        ),
        Section(
            "figures",
            "Bilan",
            "figures",
            figures,
            figures.show_crisis,
            figures.show_record,
            figures.new_figure,
            panes=(figures.figures, figures.former, figures.new, figures.detail),
        ),
        Section(
            "directory",
            "Annuaire",
            "directory",
            directory,
            directory.show_crisis,
            directory.show_record,
            alone=True,
            views={DUTIES: directory.show_duty},
            offered=directory.offered,
            panes=directory.panes,
        ),
        Section(
            "briefs",
            "Points de situation",
            "briefs",
            briefs,
            briefs.show_crisis,
            briefs.show_record,
            panes=briefs.panes,
        ),
    )
