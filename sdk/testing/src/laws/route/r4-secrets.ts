import { findCanaries, plantable } from '../../canary/canary.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import { callRoute, nameOf, routeCaseOf } from './call-route.ts'

/** See the law's own title. */
export const r4: Law = {
  id: 'R4',
  title:
    'No reply and no line of the log holds a secret, or what an error of the host says to operators alone',
  why: 'Whoever may call a route may be anybody of the company; errors name addresses, files and accounts.',
  file: 'src/laws/route/r4-secrets.ts',
  kinds: ['route'],
  applies: (subject) => routeCaseOf(subject).requests.length > 0 || 'the test gives no requests',
  async check(subject) {
    const internal = plantable('internal')
    const canaries = [
      ...Object.entries(subject.secrets ?? {}).map(([name, value]) => ({ name: `secret ${name}`, value })),
      { name: 'inner word of the host', value: internal },
    ]
    const query = async (): Promise<never> => {
      throw new Error(`The database at ${internal} does not answer.`)
    }
    for (const request of routeCaseOf(subject).requests) {
      for (const call of [{ request }, { request, query }]) {
        const { reply, log } = await callRoute(subject, call)
        const [sighting] = findCanaries(canaries, {
          'the body of its reply': reply?.body ?? '',
          'the headers of its reply': JSON.stringify(reply?.headers) ?? '',
          'the log': log.join('\n'),
        })
        const trace = /\n\s+at .+:\d+:\d+/.exec(reply?.body ?? '')?.[0]
        if (sighting !== undefined) {
          throw new LawBroken({
            message: `${nameOf(request)}: the ${sighting.canary} stands in ${sighting.place}, ${sighting.form}.`,
            transcript: [sighting.excerpt],
          })
        }
        if (trace !== undefined) {
          throw new LawBroken({
            message: `${nameOf(request)} is answered with a stack trace.`,
            transcript: [trace],
          })
        }
      }
    }
  },
}
