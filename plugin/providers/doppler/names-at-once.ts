/** How many names one download takes: as many as fit well into an address. */
export const namesAtOnce = 50;
