/* Writes the cells of a text as a workbook with libxlsxwriter alone, and prints the seconds this took.
   Cells end with 0x1F, rows with 0x1E; the text is read before the clock starts.

       workbook CELLS OUT [DATE-COLUMN ...] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    FILE *file = fopen(argv[1], "rb");
    if (!file) return 66;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *text = malloc(size + 1);
    if (!text || fread(text, 1, size, file) != (size_t)size) return 66;
    fclose(file);
    struct timespec begun, ended;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    lxw_workbook *book = workbook_new_opt(argv[2], &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    char *at = text, *end = text + size;
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    while (at < end) {
        char *stop = at;
        while (*stop != 0x1F && *stop != 0x1E) stop++;
        char mark = *stop;
        *stop = 0;
        if (mark == 0x1F) {
            if (stop > at) worksheet_write_string(sheet, row, column, at, NULL);
            column++;
        } else {
            row++;
            column = 0;
        }
        at = stop + 1;
    }
    lxw_error fault = workbook_close(book);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    printf("%.6f\n", ended.tv_sec - begun.tv_sec + (ended.tv_nsec - begun.tv_nsec) / 1e9);
    free(text);
    return fault ? 74 : 0;
}
