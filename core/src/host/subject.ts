/**
 * Whose way out a host is. Connections are named by their id alone; the others by their kind before it, so that the
 * secrets, tokens and limits of all of them lie side by side. No id holds a colon.
 */
export type HostKey = string

/** Key of the host of a notifier. */
export const notifierKey = (id: string): HostKey => `notifier:${id}`

/** Key of the host of a plugin's route. */
export const routeKey = (plugin: string): HostKey => `route:${plugin}`

const NOUNS: Readonly<Record<string, string>> = {
  notifier: 'notifier',
  route: 'route of the plugin',
}

/** How sentences name the owner of a host: `The notifier "ops"`, or `the …` within one. Pure. */
export function subjectOf(key: HostKey, article: 'The' | 'the' = 'The'): string {
  const [kind = '', ...rest] = key.split(':')
  const noun = NOUNS[kind]
  return noun === undefined || rest.length === 0
    ? `${article} connection "${key}"`
    : `${article} ${noun} "${rest.join(':')}"`
}
