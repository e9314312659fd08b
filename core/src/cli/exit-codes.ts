/** How a command ends. `pmo --help` lists them. */
export const EXIT = {
  /** It did what it was asked to. */
  ok: 0,
  /** It could not, or nothing of it succeeded; the sentence on standard error says why and what to do. */
  failed: 1,
  /** It was not understood: unknown command, option or argument. */
  usage: 2,
  /** It ran, and what it found needs attention: a sync that is partial, removals that wait, doctor's findings. */
  attention: 3,
  /** It was interrupted before it was done (Ctrl-C during a command; a server that is stopped ends with 0). */
  interrupted: 130,
} as const

export const EXIT_HELP = `
Exit codes:
  0    done; also when a server is stopped with Ctrl-C
  1    failed, for a sync: every connection; standard error says why and what to do
  2    not understood: unknown command, option or argument
  3    done, and something needs attention: a partial sync, removals that wait, findings of doctor
  130  interrupted
`
