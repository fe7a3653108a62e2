/* Cells that stand ready for the jobs to come, each for one. */
#ifndef STOCK_H
#define STOCK_H

#include <stddef.h>
#include <sys/types.h>

enum { MAX_STOCK = 64 };

/* The number of places, in each of which a cell is to stand ready; 0: one place, in which none does. */
void stock_begin(unsigned long count);
/* How long nobody must have asked for anything before `stock_tend` is worth its time. */
int stock_patience_ms(void);
/* While nobody waits, a little of what is to be done, true; false when there is nothing. Nothing of a job may run. */
int stock_tend(void);
/* A cell in which nothing has run, ready or made now. Gives its control socket, its working folder, its process 1. */
void stock_take(int *control, int *folder, pid_t *first);
/* Give back the cell that was taken, in which nothing runs any more; `empty` when nothing of the job is left in it. */
void stock_leave(int empty);
/* Wait until nothing holds what a job before the one at hand has left. */
void stock_see_off(void);
/* Nothing is left of any cell but the processes that have ended. */
void stock_end(void);
/* Whether this process is or was process 1 of a cell. */
int stock_has(pid_t process);

#endif
