import { COLLEAGUES } from '../../common/northwind/cast.ts'
import { createRandom } from '../../common/random.ts'
import type { DemoWork } from './demo-story.ts'

/** The many small pieces of work that nobody tells stories about. `%` is the part of the product. */
const APP = {
  repo: 'northwind-cycles/rider-app',
  prefix: 'ar',
  parts: [
    'the ride screen',
    'the map',
    'the sign-in',
    'the wallet',
    'push messages',
    'the profile',
    'the help pages',
    'the tutorial',
    'the Android build',
    'the iOS build',
    'the crash reports',
    'the search for docks',
  ],
  work: [
    ['Task', 'Make % start faster'],
    ['Task', 'Translate % into French'],
    ['Task', 'Test % on small phones'],
    ['Bug', 'Turning the phone breaks %'],
    ['Task', 'Remove old code from %'],
    ['Feature', 'Let riders hide %'],
    ['Task', 'Log what goes wrong in %'],
    ['Bug', 'Without a network % hangs'],
    ['Task', 'Redraw the icons of %'],
    ['Bug', 'A long name does not fit into %'],
    ['Feature', 'Read % aloud'],
    ['Task', 'Bring % up to the new design'],
    ['Task', 'Write tests for %'],
    ['Bug', 'After an update % shows old data'],
    ['Task', 'Ask riders about %'],
    ['Task', 'Measure how often % is opened'],
    ['Bug', 'In dark mode % cannot be read'],
    ['Task', 'Split % into smaller parts'],
    ['Feature', 'Remember the last state of %'],
    ['Task', 'Describe % for support'],
  ],
} as const

const FLEET = {
  repo: 'northwind-cycles/fleet-platform',
  prefix: 'fr',
  parts: [
    'the dock gateway',
    'the position feed',
    'the ride service',
    'the pricing service',
    'the back office API',
    'the alert service',
    'the billing job',
    'the export for the city',
    'the fleet list',
    'the routes of the vans',
    'the sign-on of docks',
  ],
  work: [
    ['Task', 'Add metrics to %'],
    ['Task', 'Move % to the new cluster'],
    ['Bug', 'Under load % answers twice'],
    ['Task', 'Write a runbook for %'],
    ['Task', 'Raise the test coverage of %'],
    ['Bug', 'A restart of % loses a message'],
    ['Feature', 'Let operators pause %'],
    ['Task', 'Upgrade the database of %'],
    ['Task', 'Limit the rate of %'],
    ['Bug', '% counts a ride of two days wrong'],
    ['Task', 'Rotate the keys of %'],
    ['Feature', 'Show the state of % to operators'],
    ['Task', 'Trace requests through %'],
    ['Bug', 'Clocks that differ confuse %'],
    ['Task', 'Test what % does when a dock is gone'],
    ['Task', 'Delete what % no longer needs'],
    ['Feature', 'Give partners access to %'],
    ['Task', 'Rehearse the loss of %'],
    ['Task', 'Cut the cost of %'],
    ['Bug', 'At the turn of the year % is wrong'],
  ],
} as const

const OLDEST = 60
const KEPT_OPEN = 0.22

/** Routine work of both repositories, the same whenever it is asked for. */
export const routineWork = (): readonly DemoWork[] => {
  const random = createRandom(61)
  const people = COLLEAGUES.flatMap(({ github }) => github?.login ?? [])
  return [APP, FLEET].flatMap(({ repo, prefix, parts, work }) =>
    parts.flatMap((part, place) =>
      work.map(([type, title], kind): DemoWork => {
        const opened = -random.int(2, OLDEST)
        const text = title.replace('%', part)
        const open = random.chance(KEPT_OPEN) || opened > -5
        const closed = Math.min(-0.2, opened + random.int(1, 18))
        return {
          key: `${prefix}-${place}-${kind}`,
          repo,
          title: `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
          type,
          opened,
          ...(random.chance(0.8) && { assignee: random.pick(people) }),
          ...(type === 'Bug' && { labels: ['bug'] }),
          ...(!open && { closed: [closed, random.chance(0.06) ? 'not_planned' : 'completed'] as const }),
        }
      }),
    ),
  )
}
