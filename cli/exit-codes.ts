/** How the command line ends. 2 to 7 and 130 are taken by the commands that provision. */
export const EXIT_CODES = {
  /** Done, or nothing to do. */
  done: 0,
  /** A mistyped command, a bad file or the network. */
  failed: 1,
} as const
