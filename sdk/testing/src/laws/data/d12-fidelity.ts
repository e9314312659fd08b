import type { PortfolioRecord } from '@headless-pmo/sdk'
import { compareStates, edit, items, showDifferences, Stage } from '../../scenario/index.ts'
import type { AppliedEdit, Content } from '../../upstream/index.ts'
import type { LawSubject } from '../subject.ts'
import { dataLaw } from './data-law.ts'
import { abilities } from './streams.ts'
import { hasText, keepsInstants, keepsLongNumbers, keepsStatusWords, LONG } from './told-by-tracker.ts'

/** Titles that people write. */
const TITLES = [
  'Ärger mit 👩‍🚀 und “Größe”',
  'שלום, left and right',
  'nul \u0000 and lone \ud800',
  '  two  spaces  ',
]

/** A status that was invented after the plugin was written. */
const STATUS = 'Awaiting Größe 🚀'

/** An id that a double cannot hold. */
const REF = '9007199254740993'

const EXTRA = { brand_new: { nested: [1, LONG, null] }, another: 'x' }

export const d12 = dataLaw({
  id: 'D12',
  title: 'Fidelity: words stay verbatim, unknown values and fields harm nothing, long ids and dates survive',
  why: 'Vendors add fields and statuses without notice, and a rounded id or a shifted day is found out much too late.',
  file: 'src/laws/data/d12-fidelity.ts',
  async check(subject) {
    const { takes } = await abilities(subject)
    for (const title of takes.has('title') ? TITLES : []) {
      await written(
        subject,
        { title },
        (record) => hasText(record, storable(title)),
        `the title ${JSON.stringify(title)}`,
      )
    }
    if (takes.has('status'))
      await written(
        subject,
        { status: STATUS },
        (record) => 'status' in record && record.status === STATUS,
        `the status "${STATUS}" verbatim`,
      )
    if (takes.has('status')) await keepsStatusWords(subject)
    if (takes.has('extra')) {
      await written(subject, { extra: EXTRA }, () => true, 'an item with fields nobody knows')
      await keepsLongNumbers(subject)
    }
    await keepsInstants(subject)
    if (takes.has('ref')) await written(subject, { ref: REF }, ({ ref }) => ref === REF, `the id ${REF}`)
    await sameInEveryZone(subject)
  },
})

/** Puts contents into a new item, syncs, and looks for a record that has them. */
async function written(
  subject: LawSubject,
  content: Content,
  found: (record: PortfolioRecord) => boolean,
  what: string,
): Promise<void> {
  await using stage = await Stage.open(subject)
  await stage.applyAll(items(2))
  const done = await stage.apply(edit('create', { content }))
  // Not every format can hold everything: XML has no U+0000.
  if (!done) return
  await stage.sync()
  const { applied } = stage.story.edits.at(-1) as { readonly applied: AppliedEdit }
  const records = (await stage.host.state()).filter(
    ({ stream, item, gone }) => stream === applied.stream && item === applied.ref && gone === undefined,
  )
  if (records.some(({ data }) => found(data))) return
  stage.broken(
    `No record of ${applied.stream} has ${what}.`,
    records.map(({ text }) => `is: ${text}`),
  )
}

/** What stores can hold: U+FFFD stands for U+0000 and for half a character. */
const storable = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed()

const ZONES = ['Pacific/Kiritimati', 'America/Los_Angeles']

/** Days and instants are the tracker's, wherever the host stands. */
async function sameInEveryZone(subject: LawSubject): Promise<void> {
  const before = process.env['TZ']
  await using stage = await Stage.open(subject)
  // At noon in Greenwich it is tomorrow on one of them.
  stage.clock.tick(3 * 3_600_000)
  await stage.applyAll(items(4))
  const [east, west] = ZONES.map(() => stage.fresh())
  if (east === undefined || west === undefined) return
  try {
    for (const [index, one] of [east, west].entries()) {
      process.env['TZ'] = ZONES[index] ?? ''
      await one.sync()
    }
  } finally {
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
  }
  const differences = compareStates(await east.host.state(), await west.host.state(), {})
  if (differences.length > 0)
    stage.broken('A host in another time zone stores something else.', showDifferences(differences))
}
