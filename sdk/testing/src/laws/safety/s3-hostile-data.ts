import fc from 'fast-check'
import {
  cleanSync,
  differences,
  needsUpstream,
  openTrial,
  partOf,
  stateOf,
  transcriptOf,
  tryCases,
} from '../../trial/index.ts'
import { HOSTILITIES, writesHostile, type Hostility } from '../../wire/index.ts'
import type { Law } from '../law.ts'
import { LawBroken } from '../law-broken.ts'
import type { LawSubject } from '../subject.ts'
import { textsOfRecord } from './peoples-texts.ts'

/** A text that belongs to one item alone. */
interface Victim {
  /** Stream and ref. */
  readonly item: string
  readonly text: string
}

export const s3HostileData: Law = {
  id: 'S3',
  title: 'Hostile data harms no other record',
  why: 'Anybody who may open a ticket may write anything into it; it must not stop the sync of a whole company.',
  file: 'src/laws/safety/s3-hostile-data.ts',
  kinds: ['connector'],
  async applies(subject) {
    const needed = needsUpstream(subject)
    if (needed !== true) return needed
    return (await victimsOf(subject)).length === 0
      ? 'no record has a title, a name or a description that belongs to one item alone'
      : true
  },
  async check(subject, rounds) {
    const victims = await victimsOf(subject)
    const clean = await cleanSync(subject)
    // Each once, then at random.
    for (const hostility of HOSTILITIES) {
      const [victim] = victims
      if (victim !== undefined) await harmsNoOther(subject, clean.state, { victim, hostility })
    }
    const cases = fc.record({ victim: fc.constantFrom(...victims), hostility: fc.constantFrom(...SMALL) })
    await tryCases(partOf(rounds, 0.3), cases, (one) => harmsNoOther(subject, clean.state, one))
  },
}

const SMALL = HOSTILITIES.filter(({ name }) => !/MB|levels/.test(name))

/** Items with a text of their own, which stands in no other item. */
async function victimsOf(subject: LawSubject): Promise<readonly Victim[]> {
  await using trial = await openTrial(subject)
  await trial.sync()
  const items = [...(await trial.items())]
  return items.flatMap(([item, { records }]) => {
    const others = items.filter(([other]) => other !== item).map(([, { raw }]) => raw)
    const own = records
      .flatMap(textsOfRecord)
      .find((text) => !others.some((raw) => raw.includes(JSON.stringify(text).slice(1, -1))))
    return own === undefined ? [] : [{ item, text: own }]
  })
}

async function harmsNoOther(
  subject: LawSubject,
  clean: ReadonlyMap<string, string>,
  { victim, hostility }: { readonly victim: Victim; readonly hostility: Hostility },
): Promise<void> {
  await using trial = await openTrial(subject)
  trial.wire.fault({ fault: writesHostile(victim.text, hostility), times: Number.POSITIVE_INFINITY })
  const run = await trial.sync()
  const found = await stateOf(trial)
  const different = differences(found, clean, (key) => key === victim.item)
  const polluted = pollution()
  const what = `${hostility.name} stands where ${victim.item} has its text`
  if (polluted.length > 0)
    throw new LawBroken({
      message: `When ${what}, every object of the program has the properties ${polluted.join(', ')}. Copy no properties by name from a reply; check its shape with a schema.`,
    })
  if (run.ended.state === 'done' && different.length === 0) return
  throw new LawBroken({
    message: `When ${what}, other items suffer. Read an element so loosely that it cannot fail, and be strict in the schema that its mapping uses.`,
    transcript: [...transcriptOf(run), ...different],
  })
}

/** Properties that no object should have; taken away again. */
function pollution(): readonly string[] {
  const own = ['polluted', 'then', 'x'].filter((name) => Object.hasOwn(Object.prototype, name))
  for (const name of own) Reflect.deleteProperty(Object.prototype, name)
  return own
}
