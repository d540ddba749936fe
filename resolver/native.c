/* The few loops that are worth compiling, as one library; each does what numpy does in the module of its name. */
#include "phonetics/kernel.c"
#include "postings.c"

int32_t exonym_interface(void) { return 3; } /* raised whenever the arguments of a function change */
