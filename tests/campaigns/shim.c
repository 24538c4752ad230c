/* Stands between a program and the C library: writes down, in order, all that it does to the files below one folder, and
 * can make the n-th of these acts fail, or kill the program there.
 *
 * CAMPAIGN_ROOT   the folder watched (absolute)
 * CAMPAIGN_TRACE  where acts are written down (none: they are only counted)
 * CAMPAIGN_ACT    fail | kill, at the acts CAMPAIGN_FROM … CAMPAIGN_TO (counted from 1) of CAMPAIGN_KIND
 *                 (W write, S sync, * both); CAMPAIGN_ERRNO is what a failing act says
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
static char *paths[MOST];
static char root[1024];
static int trace = -1, armed, kills, failure, from, to, counted;
static char kind = '*';
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
    const char *said = getenv("CAMPAIGN_ROOT");
    if (!said) return;
    snprintf(root, sizeof root, "%s", said);
    if ((said = getenv("CAMPAIGN_TRACE")))
        trace = syscall(SYS_openat, AT_FDCWD, said, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if ((said = getenv("CAMPAIGN_ACT"))) {
        armed = 1;
        kills = !strcmp(said, "kill");
        from = atoi(getenv("CAMPAIGN_FROM"));
        to = atoi(getenv("CAMPAIGN_TO"));
        kind = *getenv("CAMPAIGN_KIND");
        failure = getenv("CAMPAIGN_ERRNO") ? atoi(getenv("CAMPAIGN_ERRNO")) : EIO;
    }
}

static int watched(const char *path) {
    size_t length = strlen(root);
    size_t end = path ? strlen(path) : 0;
    if (!length || !path || strncmp(path, root, length) || (path[length] != '/' && path[length])) return 0;
    return !(end > 4 && !strcmp(path + end - 4, "-shm"));
}

static void note(char act, const char *path, uint64_t offset, const void *data, uint64_t size) {
    if (trace < 0) return;
    uint32_t length = strlen(path);
    struct iovec parts[] = {{&act, 1}, {&length, 4}, {&offset, 8}, {&size, 8}, {(void *)path, length}, {(void *)data, data ? size : 0}};
    if (syscall(SYS_writev, trace, parts, 6) < 0) _exit(97);
}

/* Whether this act must not happen: it then fails with errno, or nothing is left to see it. */
static int stops(char act) {
    if (!armed || (kind != '*' && kind != act)) return 0;
    int n = __sync_add_and_fetch(&counted, 1);
    if (n < from || n > to) return 0;
    if (kills) syscall(SYS_kill, getpid(), SIGKILL);
    errno = failure;
    return 1;
}

static const char *of(int fd) { return fd >= 0 && fd < MOST ? paths[fd] : NULL; }

static int opened(int fd, const char *path, int flags, int existed) {
    if (fd < 0 || fd >= MOST) return fd;
    pthread_mutex_lock(&lock);
    free(paths[fd]);
    paths[fd] = NULL;
    char whole[2048];
    if (*path != '/' && getcwd(whole, sizeof whole / 2)) {
        strcat(whole, "/");
        strncat(whole, path, sizeof whole / 2 - 2);
        path = whole;
    }
    if (watched(path)) {
        paths[fd] = strdup(path);
        if ((flags & O_CREAT) && !existed) note('C', path, 0, NULL, 0);
        else if (flags & O_TRUNC) note('T', path, 0, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        va_list more; va_start(more, flags);                                    \
        int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, int) : 0;       \
        va_end(more);                                                           \
        int existed = faccessat(AT_FDCWD, path, F_OK, 0) == 0;                  \
        return opened(syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags, existed); \
    }
OPEN(open)
OPEN(open64)
#define OPENAT(name)                                                            \
    int name(int folder, const char *path, int flags, ...) {                    \
        va_list more; va_start(more, flags);                                    \
        int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, int) : 0;       \
        va_end(more);                                                           \
        int existed = faccessat(folder, path, F_OK, 0) == 0;                    \
        return opened(syscall(SYS_openat, folder, path, flags, mode), path, flags, existed); \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (of(fd)) {
        pthread_mutex_lock(&lock);
        free(paths[fd]);
        paths[fd] = NULL;
        pthread_mutex_unlock(&lock);
    }
    return syscall(SYS_close, fd);
}

static ssize_t put(int fd, const void *data, size_t size, off_t offset, int placed) {
    const char *path = of(fd);
    if (!path) return placed ? syscall(SYS_pwrite64, fd, data, size, offset) : syscall(SYS_write, fd, data, size);
    if (stops('W')) return -1;
    pthread_mutex_lock(&lock);
    if (!placed) offset = lseek(fd, 0, SEEK_CUR);
    ssize_t done = placed ? syscall(SYS_pwrite64, fd, data, size, offset) : syscall(SYS_write, fd, data, size);
    if (done > 0) note('W', path, offset, data, done);
    pthread_mutex_unlock(&lock);
    return done;
}
ssize_t write(int fd, const void *data, size_t size) { return put(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) { return put(fd, data, size, offset, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) { return put(fd, data, size, offset, 1); }

static int cut(int fd, off_t size) {
    const char *path = of(fd);
    if (path && stops('W')) return -1;
    int done = syscall(SYS_ftruncate, fd, size);
    if (path && !done) note('T', path, size, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int synced(int fd, int call) {
    const char *path = of(fd);
    if (path && stops('S')) return -1;
    int done = trace < 0 ? syscall(call, fd) : 0; /* the disk of a power cut is made from the trace: nobody waits */
    if (path && !done) note('S', path, 0, NULL, 0);
    return done;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

int rename(const char *former, const char *path) {
    if (watched(path) && stops('W')) return -1;
    int done = syscall(SYS_renameat2, AT_FDCWD, former, AT_FDCWD, path, 0);
    if (!done && (watched(former) || watched(path))) note('R', former, 0, path, strlen(path));
    return done;
}
int unlink(const char *path) {
    int done = syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!done && watched(path)) note('U', path, 0, NULL, 0);
    return done;
}
int mkdir(const char *path, mode_t mode) {
    int done = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!done && watched(path)) note('M', path, 0, NULL, 0);
    return done;
}
