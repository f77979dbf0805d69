// The floor that the fault service is measured against: the same user faults, served by C in the most direct way.
//
//   gcc -O2 -pthread -Wall -Wextra -Werror -o userfault_floor userfault_floor.c && ./userfault_floor
//
// Linux on x86-64, kernel 6.7 or later; must be allowed to serve faults of the kernel too (root, or access to
// /dev/userfaultfd). Needs 1.2 GB of memory. Prints one flat JSON object; every value is the median of three repeats,
// except the memcpy rate, which is the best of five. What was read and what was scanned is checked on the way, so that
// a number is never that of faults which were not served.
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Newer than the headers of some distributions that run on new enough kernels, so written out here.
#define FEATURE_MINOR_OF_MEMORY_FILES (1ull << 10)
#define FEATURE_WRITE_PROTECTION_OF_MEMORY_FILES (1ull << 12)
#define FEATURE_ASYNCHRONOUS_WRITE_PROTECTION (1ull << 15)
#define CONTINUE_WRITE_PROTECTED 2ull
#define NEW_DESCRIPTOR_REQUEST 0xAA00ul
#define PAGEMAP_SCAN_REQUEST 0xC0606610ul
#define PAGE_WAS_WRITTEN 2ull
#define SCAN_PROTECTS_AGAIN 1ull
#define SCAN_FAILS_UNLESS_ASYNCHRONOUS 2ull

// The kernel's struct pm_scan_arg and struct page_region.
struct scan_request
{
    uint64_t size, flags, start, end, walk_end, regions, region_count, most_pages;
    uint64_t inverted_categories, all_of_categories, any_of_categories, returned_categories;
};

struct scanned_region
{
    uint64_t start, end, categories;
};

// A memory file that is mapped twice. Faults happen only in the user's view; the service writes through the alias.
struct region
{
    int descriptor;
    uint8_t *user;
    uint8_t *alias;
    uint8_t *device;
    size_t bytes;
    size_t unit;
    uint64_t continue_mode;
    bool ahead;
    size_t copied_ahead;
};

struct latency
{
    double p50;
    double p99;
};

struct result
{
    char key[96];
    double value;
};

enum
{
    PAGE = 4096,
    LARGE_UNIT = 2 << 20,
    MESSAGES = 64,
    LOOKS = 40,
    REPEATS = 3,
    MEMCPY_REPEATS = 5,
    MOST_RESULTS = 64,
    MOST_SCANNED_REGIONS = 4096,
};

static const size_t MEBIBYTE = 1 << 20;
static const size_t GIBIBYTE = 1 << 30;
static const size_t NOTHING_AHEAD = SIZE_MAX;

// The region whose faults the service's thread serves. Both threads use it only under the lock, except that the main
// thread reads what it alone changes.
static struct region served;
static pthread_mutex_t served_lock = PTHREAD_MUTEX_INITIALIZER;

static struct result results[MOST_RESULTS];
static size_t result_count;

static void fail(const char *what)
{
    fprintf(stderr, "userfault_floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void fail_check(const char *what)
{
    fprintf(stderr, "userfault_floor: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e9 * (double)time.tv_sec + (double)time.tv_nsec;
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left;
    double b = *(const double *)right;
    return (a > b) - (a < b);
}

// Sorts the samples.
static double percentile(double *samples, size_t count, size_t percent)
{
    qsort(samples, count, sizeof *samples, compare_doubles);
    return samples[count * percent / 100];
}

// Results are kept until all are there: a run that fails prints no JSON at all.
static void add_result(const char *prefix, size_t unit, const char *suffix, double value)
{
    if (result_count == MOST_RESULTS)
    {
        fail_check("too many results");
    }

    struct result *result = &results[result_count++];
    if (unit != 0)
    {
        snprintf(result->key, sizeof result->key, "%s_unit_%zu_%s", prefix, unit, suffix);
    }
    else
    {
        snprintf(result->key, sizeof result->key, "%s_%s", prefix, suffix);
    }

    result->value = value;
}

static void print_results(void)
{
    printf("{\n");
    for (size_t i = 0; i < result_count; i++)
    {
        printf("  \"%s\": %.0f%s\n", results[i].key, results[i].value, i + 1 < result_count ? "," : "");
    }

    printf("}\n");
}

// The same numbers in every run, so that the order of touches is not one more thing that varies.
static uint64_t next_random(void)
{
    static uint64_t state = 0x9E3779B97F4A7C15ull;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static size_t *make_random_order(size_t count)
{
    size_t *order = malloc(count * sizeof *order);
    if (order == NULL)
    {
        fail("malloc");
    }

    for (size_t i = 0; i < count; i++)
    {
        size_t other = (size_t)(next_random() % (i + 1));
        order[i] = order[other];
        order[other] = i;
    }

    return order;
}

static int create_descriptor(void)
{
    // The file works also where a filter refuses the system call.
    int device = open("/dev/userfaultfd", O_RDWR | O_CLOEXEC);
    if (device >= 0)
    {
        int made = ioctl(device, NEW_DESCRIPTOR_REQUEST, O_NONBLOCK | O_CLOEXEC);
        close(device);
        if (made >= 0)
        {
            return made;
        }
    }

    return (int)syscall(SYS_userfaultfd, O_NONBLOCK | O_CLOEXEC);
}

static int open_descriptor(uint64_t features)
{
    int descriptor = create_descriptor();
    if (descriptor < 0)
    {
        fail("userfaultfd");
    }

    struct uffdio_api request = { .api = UFFD_API, .features = features };
    if (ioctl(descriptor, UFFDIO_API, &request) < 0)
    {
        fail("UFFDIO_API");
    }

    return descriptor;
}

// The zeroes that are written make the memory resident, and so are no part of what is timed later.
static uint8_t *map_memory(int file, size_t bytes)
{
    uint8_t *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, file < 0 ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED, file, 0);
    if (memory == MAP_FAILED)
    {
        fail("mmap");
    }

    memset(memory, 0, bytes);
    return memory;
}

// The region is resident in both views.
static struct region make_region(int descriptor, size_t bytes)
{
    int file = memfd_create("floor", MFD_CLOEXEC);
    if (file < 0 || ftruncate(file, (off_t)bytes) < 0)
    {
        fail("memfd");
    }

    struct region region = { .descriptor = descriptor, .bytes = bytes, .unit = PAGE, .copied_ahead = NOTHING_AHEAD };
    region.user = map_memory(file, bytes);
    region.alias = map_memory(file, bytes);
    close(file);
    struct uffdio_register request = {
        .range = { (uintptr_t)region.user, bytes },
        .mode = UFFDIO_REGISTER_MODE_WP | UFFDIO_REGISTER_MODE_MINOR,
    };
    if (ioctl(descriptor, UFFDIO_REGISTER, &request) < 0)
    {
        fail("UFFDIO_REGISTER");
    }

    return region;
}

static void end_region(struct region *region)
{
    munmap(region->user, region->bytes);
    munmap(region->alias, region->bytes);
    if (region->device != NULL)
    {
        munmap(region->device, region->bytes);
    }
}

static void add_device(struct region *region)
{
    region->device = map_memory(-1, region->bytes);
    uint64_t *words = (uint64_t *)region->device;
    for (size_t i = 0; i < region->bytes / sizeof *words; i++)
    {
        // Odd, so that the first byte of no unit is that of memory which was not copied.
        words[i] = next_random() | 1;
    }
}

static void set_served(const struct region *region)
{
    pthread_mutex_lock(&served_lock);
    served = *region;
    pthread_mutex_unlock(&served_lock);
}

static void write_protect(const struct region *region, size_t offset, size_t bytes, bool protect)
{
    struct uffdio_writeprotect request = {
        .range = { (uintptr_t)region->user + offset, bytes },
        .mode = protect ? UFFDIO_WRITEPROTECT_MODE_WP : 0,
    };
    while (ioctl(region->descriptor, UFFDIO_WRITEPROTECT, &request) < 0)
    {
        // EAGAIN: the address space was changing at the same time.
        if (errno != EAGAIN)
        {
            fail("UFFDIO_WRITEPROTECT");
        }
    }
}

static void map_unit(const struct region *region, size_t offset)
{
    bool skipped = false;
    for (size_t done = 0; done < region->unit;)
    {
        struct uffdio_continue request = {
            .range = { (uintptr_t)region->user + offset + done, region->unit - done },
            .mode = region->continue_mode,
        };
        if (ioctl(region->descriptor, UFFDIO_CONTINUE, &request) == 0)
        {
            break;
        }

        if (request.mapped > 0)
        {
            done += (size_t)request.mapped;
        }
        else if (errno == EEXIST)
        {
            // Mapped already. The kernel then wakes nobody.
            skipped = true;
            done += PAGE;
        }
        else if (errno != EAGAIN)
        {
            fail("UFFDIO_CONTINUE");
        }
    }

    if (skipped)
    {
        struct uffdio_range range = { (uintptr_t)region->user + offset, region->unit };
        ioctl(region->descriptor, UFFDIO_WAKE, &range);
    }
}

static void copy_unit(const struct region *region, size_t offset)
{
    memcpy(region->alias + offset, region->device + offset, region->unit);
}

static void serve_fault(struct region *region, uint64_t address, uint64_t flags)
{
    size_t offset = (size_t)(address - (uintptr_t)region->user) & ~(region->unit - 1);
    if ((flags & UFFD_PAGEFAULT_FLAG_WP) != 0)
    {
        write_protect(region, offset, region->unit, false);
        return;
    }

    if (region->copied_ahead != offset)
    {
        copy_unit(region, offset);
    }

    map_unit(region, offset);
    size_t next = offset + region->unit;
    if (region->ahead && next < region->bytes)
    {
        // While the toucher reads this unit. It is mapped at a fault of its own, which says that the scan goes on.
        copy_unit(region, next);
        region->copied_ahead = next;
    }
}

static void *run_service(void *descriptor_pointer)
{
    int descriptor = *(const int *)descriptor_pointer;

    // Of this thread only. Where it is not allowed the thread stays as it is, as the service's does.
    setpriority(PRIO_PROCESS, 0, -20);
    struct uffd_msg messages[MESSAGES];
    struct pollfd request = { .fd = descriptor, .events = POLLIN };
    int looks = 0;
    while (true)
    {
        ssize_t bytes = read(descriptor, messages, sizeof messages);
        if (bytes <= 0)
        {
            // A scan's next fault comes soon, and to be woken costs more than some looks.
            if (looks++ >= LOOKS)
            {
                looks = 0;
                poll(&request, 1, -1);
            }

            continue;
        }

        looks = 0;
        for (size_t i = 0; i < (size_t)bytes / sizeof *messages; i++)
        {
            if (messages[i].event == UFFD_EVENT_PAGEFAULT)
            {
                pthread_mutex_lock(&served_lock);
                serve_fault(&served, messages[i].arg.pagefault.address, messages[i].arg.pagefault.flags);
                pthread_mutex_unlock(&served_lock);
            }
        }
    }

    return NULL;
}

// The service need not end: it has no state to leave, and the process's end ends it.
static void start_service(const int *descriptor)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run_service, (void *)descriptor) != 0)
    {
        fail_check("pthread_create failed");
    }
}

static void make_device_owned(struct region *region)
{
    // Else the zap would leave marks of the protection in place of empty entries, in every repeat but the first.
    write_protect(region, 0, region->bytes, false);
    if (madvise(region->user, region->bytes, MADV_DONTNEED) < 0)
    {
        fail("MADV_DONTNEED");
    }

    // So that a unit which is mapped without having been copied is noticed.
    memset(region->alias, 0, region->bytes);
}

// The medians over the repeats of each percentile.
static struct latency summarize(double *p50s, double *p99s)
{
    return (struct latency){ percentile(p50s, REPEATS, 50), percentile(p99s, REPEATS, 50) };
}

static struct latency measure_faults(struct region *region)
{
    size_t count = region->bytes / region->unit;
    double *samples = malloc(count * sizeof *samples);
    double p50s[REPEATS];
    double p99s[REPEATS];
    if (samples == NULL)
    {
        fail("malloc");
    }

    for (int repeat = 0; repeat < REPEATS; repeat++)
    {
        make_device_owned(region);
        set_served(region);
        size_t *order = make_random_order(count);
        for (size_t i = 0; i < count; i++)
        {
            size_t offset = order[i] * region->unit;
            double start = now();
            uint8_t value = *(volatile uint8_t *)(region->user + offset);
            samples[i] = now() - start;
            if (value != region->device[offset])
            {
                fail_check("a fault gave a wrong byte");
            }
        }

        free(order);
        p50s[repeat] = percentile(samples, count, 50);
        p99s[repeat] = percentile(samples, count, 99);
    }

    free(samples);
    return summarize(p50s, p99s);
}

static void measure_fault_latency(int descriptor, size_t unit, size_t bytes)
{
    struct region region = make_region(descriptor, bytes);
    add_device(&region);
    region.unit = unit;
    struct latency latency = measure_faults(&region);
    add_result("fault", unit, "p50_nanoseconds", latency.p50);
    add_result("fault", unit, "p99_nanoseconds", latency.p99);

    // What a read is answered with where the device keeps its copy: a later write must be noticed.
    region.continue_mode = CONTINUE_WRITE_PROTECTED;
    latency = measure_faults(&region);
    add_result("protected_read_fault", unit, "p50_nanoseconds", latency.p50);
    add_result("protected_read_fault", unit, "p99_nanoseconds", latency.p99);
    end_region(&region);
}

static uint64_t sum_words(const uint8_t *memory, size_t bytes)
{
    const uint64_t *words = (const uint64_t *)memory;
    uint64_t sum = 0;
    for (size_t i = 0; i < bytes / sizeof *words; i++)
    {
        sum += words[i];
    }

    return sum;
}

static double measure_scan(struct region *region)
{
    uint64_t expected = sum_words(region->device, region->bytes);
    double rates[REPEATS];
    for (int repeat = 0; repeat < REPEATS; repeat++)
    {
        make_device_owned(region);
        set_served(region);
        double start = now();
        uint64_t sum = sum_words(region->user, region->bytes);
        rates[repeat] = 1e9 * (double)region->bytes / (now() - start);
        if (sum != expected)
        {
            fail_check("a scan gave a wrong sum");
        }
    }

    return percentile(rates, REPEATS, 50);
}

static void measure_sequential_first_touch(int descriptor)
{
    static const size_t units[] = { PAGE, 64 << 10, LARGE_UNIT };
    struct region region = make_region(descriptor, 512 * MEBIBYTE);
    add_device(&region);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    {
        region.unit = units[i];
        add_result("sequential_first_touch", region.unit, "bytes_per_second", measure_scan(&region));
    }

    region.ahead = true;
    add_result("sequential_first_touch_ahead", region.unit, "bytes_per_second", measure_scan(&region));
    end_region(&region);
}

static void measure_memcpy(void)
{
    size_t bytes = 512 * MEBIBYTE;
    uint8_t *source = map_memory(-1, bytes);
    uint8_t *target = map_memory(-1, bytes);
    double best = 0;
    for (int repeat = 0; repeat < MEMCPY_REPEATS; repeat++)
    {
        double start = now();
        memcpy(target, source, bytes);
        double rate = 1e9 * (double)bytes / (now() - start);
        best = rate > best ? rate : best;
    }

    add_result("memcpy", 0, "bytes_per_second", best);
    munmap(source, bytes);
    munmap(target, bytes);
}

// Writes one byte of each of some pages.
static void write_pages(const struct region *region, const size_t *pages, size_t count)
{
    for (size_t i = 0; i < count; i++)
    {
        *(volatile uint8_t *)(region->user + pages[i] * PAGE) = 1;
    }
}

static void measure_protecting(int descriptor)
{
    struct region region = make_region(descriptor, GIBIBYTE);
    size_t *order = make_random_order(region.bytes / PAGE);
    static const size_t pieces[] = { LARGE_UNIT, GIBIBYTE };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
    {
        double times[REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++)
        {
            double start = now();
            for (size_t offset = 0; offset < region.bytes; offset += pieces[i])
            {
                write_protect(&region, offset, pieces[i], true);
            }

            times[repeat] = now() - start;

            // Every page is writable and dirty again, as at first.
            write_protect(&region, 0, region.bytes, false);
            write_pages(&region, order, region.bytes / PAGE);
        }

        add_result("write_protect_1_gib", pieces[i], "nanoseconds", percentile(times, REPEATS, 50));
    }

    free(order);
    end_region(&region);
}

// The first write to each page of a write-protected range. With a synchronous descriptor the service lifts the protection,
// with an asynchronous one the kernel does.
static void measure_first_write(int descriptor, const char *prefix)
{
    struct region region = make_region(descriptor, 64 * MEBIBYTE);
    size_t count = region.bytes / PAGE;
    double *samples = malloc(count * sizeof *samples);
    double p50s[REPEATS];
    double p99s[REPEATS];
    if (samples == NULL)
    {
        fail("malloc");
    }

    set_served(&region);
    for (int repeat = 0; repeat < REPEATS; repeat++)
    {
        write_protect(&region, 0, region.bytes, true);
        size_t *order = make_random_order(count);
        for (size_t i = 0; i < count; i++)
        {
            double start = now();
            write_pages(&region, &order[i], 1);
            samples[i] = now() - start;
        }

        free(order);
        p50s[repeat] = percentile(samples, count, 50);
        p99s[repeat] = percentile(samples, count, 99);
    }

    struct latency latency = summarize(p50s, p99s);
    add_result(prefix, PAGE, "p50_nanoseconds", latency.p50);
    add_result(prefix, PAGE, "p99_nanoseconds", latency.p99);
    free(samples);
    end_region(&region);
}

// Asks which pages were written, in one call, and checks how many. Returns the nanoseconds.
static double scan_written(int pagemap, const struct region *region, bool protect, size_t expected_pages)
{
    static struct scanned_region regions[MOST_SCANNED_REGIONS];
    struct scan_request request = {
        .size = sizeof request,
        .flags = SCAN_FAILS_UNLESS_ASYNCHRONOUS | (protect ? SCAN_PROTECTS_AGAIN : 0),
        .start = (uintptr_t)region->user,
        .end = (uintptr_t)region->user + region->bytes,
        .regions = (uintptr_t)regions,
        .region_count = MOST_SCANNED_REGIONS,
        .all_of_categories = PAGE_WAS_WRITTEN,
        .returned_categories = PAGE_WAS_WRITTEN,
    };
    double start = now();
    int count = ioctl(pagemap, PAGEMAP_SCAN_REQUEST, &request);
    double time = now() - start;
    if (count < 0)
    {
        fail("PAGEMAP_SCAN");
    }

    size_t pages = 0;
    for (int i = 0; i < count; i++)
    {
        pages += (size_t)(regions[i].end - regions[i].start) / PAGE;
    }

    // That the scan is complete cannot be told by walk_end: past 512 regions the kernel leaves it where its own buffer was
    // last full, though the scan went on to the end.
    if (count == MOST_SCANNED_REGIONS || pages != expected_pages)
    {
        fail_check("a scan found other pages than were written");
    }

    return time;
}

static void measure_written_scans(int descriptor)
{
    static const char *const names[] = { "none_written", "1_percent_written", "all_written" };
    static const size_t percents[] = { 0, 1, 100 };
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    if (pagemap < 0)
    {
        fail("/proc/self/pagemap");
    }

    struct region region = make_region(descriptor, GIBIBYTE);
    size_t pages = region.bytes / PAGE;
    write_protect(&region, 0, region.bytes, true);
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
    {
        size_t written = pages * percents[i] / 100;
        double scans[REPEATS];
        double protecting_scans[REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++)
        {
            size_t *order = make_random_order(pages);
            write_pages(&region, order, written);
            free(order);
            scans[repeat] = scan_written(pagemap, &region, false, written);

            // What a program that tracks writes needs: nothing is lost between the question and the new protection.
            protecting_scans[repeat] = scan_written(pagemap, &region, true, written);
        }

        char prefix[64];
        snprintf(prefix, sizeof prefix, "pagemap_scan_1_gib_%s", names[i]);
        add_result(prefix, 0, "nanoseconds", percentile(scans, REPEATS, 50));
        snprintf(prefix, sizeof prefix, "pagemap_scan_and_protect_1_gib_%s", names[i]);
        add_result(prefix, 0, "nanoseconds", percentile(protecting_scans, REPEATS, 50));
    }

    close(pagemap);
    end_region(&region);
}

int main(void)
{
    uint64_t features = FEATURE_MINOR_OF_MEMORY_FILES | FEATURE_WRITE_PROTECTION_OF_MEMORY_FILES;
    int synchronous = open_descriptor(features);
    int asynchronous = open_descriptor(features | FEATURE_ASYNCHRONOUS_WRITE_PROTECTION);
    start_service(&synchronous);

    measure_fault_latency(synchronous, PAGE, 64 * MEBIBYTE);
    measure_fault_latency(synchronous, 64 << 10, 256 * MEBIBYTE);
    measure_fault_latency(synchronous, LARGE_UNIT, 256 * MEBIBYTE);
    measure_sequential_first_touch(synchronous);
    measure_memcpy();
    measure_protecting(synchronous);
    measure_first_write(synchronous, "synchronous_write_protect_fault");
    measure_first_write(asynchronous, "asynchronous_write_protect_fault");
    measure_written_scans(asynchronous);
    print_results();
    return 0;
}
