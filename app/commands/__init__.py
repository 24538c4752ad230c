"""The commands of `diapason`: one file for each thing a person does at the command line."""
