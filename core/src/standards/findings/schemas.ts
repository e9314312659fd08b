import { recordKey } from '@headless-pmo/sdk'
import { z } from 'zod'
import { stored } from '../../rpc/index.ts'
import { FINDING_EVENTS, FINDING_STATES, SEVERITIES } from './finding.ts'
import { WAIVER_STATES } from './waiver.ts'

/** Id of the project; absent: of none, or of the portfolio. */
export const project = z.string().optional().describe('Id of the project; absent: of none')

const subject = z.discriminatedUnion('grain', [
  z.object({ grain: z.literal('item'), record: recordKey, project: z.string().optional() }),
  z.object({ grain: z.literal('project'), project: z.string() }),
  z.object({ grain: z.literal('portfolio') }),
])

/** Evidence with what stood there; the kinds of it are told apart by the field that names its place. */
const evidence = z.object({
  record: recordKey.optional(),
  field: z.string().optional(),
  fact: z.string().optional(),
  project: z.string().optional(),
  id: z.string().optional(),
  item: recordKey.optional(),
  value: z.unknown().optional().describe('What stood there; absent: nothing'),
  called: z
    .object({ key: z.string().optional(), title: z.string().optional(), url: z.string().optional() })
    .optional()
    .describe('What the record is called; of one finding alone'),
})

/** A figure that was held against a limit. */
const figure = z.object({
  value: z.number(),
  unit: z.enum(['share', 'ratio', 'count', 'days', 'working_days', 'money']),
  part: z.number().optional(),
  whole: z.number().optional(),
  limit: z.number().optional(),
  within: z.enum(['at_most', 'at_least']).optional(),
})

/** Counts of verdicts and of findings beside them. */
export const verdicts = {
  pass: z.int(),
  fail: z.int(),
  notApplicable: z.int(),
  unknown: z.int(),
  error: z.int(),
  open: z.int().describe('Failures that nobody has accepted'),
  waived: z.int().describe('Failures under a waiver; they are counted as failures, too'),
}

export const waiver = z.object({
  id: z.string(),
  scope: z
    .union([z.object({ finding: z.string() }), z.object({ rule: z.string(), project: z.string() })])
    .describe('One finding, or all of a rule in a project'),
  rule: z.string(),
  project,
  reason: z.string(),
  risk: z.string().describe('The risk that is accepted with it'),
  until: z.string().describe('Last day on which it holds, YYYY-MM-DD'),
  recurring: z.boolean().describe('Also for what comes again'),
  state: z.enum(WAIVER_STATES),
  requestedBy: z.string(),
  requestedAt: z.string().describe('Instant'),
  decidedBy: z.string().optional().describe('`clock`: its time was over'),
  decidedAt: z.string().optional(),
  note: z.string().optional(),
  findings: z.int().describe('Findings that it holds for now'),
})

export const waiverEvent = z.object({
  state: z.enum(WAIVER_STATES),
  at: z.string().describe('Instant'),
  by: z.string(),
  note: z.string().optional(),
})

const findingFields = z.object({
  id: z.string().describe('Stable: of the rule, its subject and the key that the rule gives'),
  rule: z.string(),
  version: z.string().describe('Version of the rule that judged last'),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  unit: z.string().describe('The unit that was judged: project/<id>, unassigned or portfolio'),
  project,
  subject,
  state: z.enum(FINDING_STATES).describe('waived: somebody has accepted it for a time'),
  message: z.string(),
  evidence: z.array(evidence).readonly(),
  figure: figure.optional(),
  action: z
    .object({
      text: z.string(),
      patch: z.array(z.object({ record: recordKey, set: z.record(z.string(), z.unknown()) })).optional(),
    })
    .optional()
    .describe('What to do about it'),
  owner: z.string().optional().describe('Who has to put it right; absent: nobody is named'),
  ownerRole: z.string().optional().describe('Whom the rule names'),
  due: z.string().optional().describe('Day by which it is to be put right, YYYY-MM-DD'),
  firstSeen: z.string().describe('Instant'),
  since: z.string().describe('Instant since when it is in its state'),
  lastSeen: z.string().describe('Instant of the last run that looked for it'),
  unconfirmed: z
    .object({ since: z.string().describe('Instant'), why: z.string() })
    .optional()
    .describe('It stands, and since then its rule could not judge what it is about; absent: it could'),
  reopened: z.int().describe('How often it came again'),
  waiver: z.string().optional().describe('Id of the waiver that holds for it'),
  item: z
    .object({ key: z.string().optional(), title: z.string().optional(), url: z.string().optional() })
    .optional()
    .describe('What the item is called that it is about'),
})

const eventFields = z.object({
  type: z.enum(FINDING_EVENTS),
  at: z.string().describe('Instant'),
  by: z.string().describe('Id of the run, or who did it'),
  version: z.string(),
  message: z.string(),
  waiver: z.string().optional(),
})

const undecidedFields = z.object({
  unit: z.string(),
  rule: z.string(),
  version: z.string(),
  project,
  at: z.string().describe('Instant'),
  undecided: z
    .array(
      z.object({
        verdict: z.enum(['unknown', 'error']),
        fault: z.enum(['threw', 'answer', 'evidence', 'keys', 'limit', 'unusable']).optional(),
        message: z.string(),
        count: z.int().describe('Subjects for which this is the reason'),
        examples: z.array(subject).readonly().describe('Some of them'),
      }),
    )
    .readonly(),
})

/** A finding, as it was checked when it was kept. */
export const finding = stored(findingFields)

/** A finding with what happened to it. */
export const detail = stored(
  findingFields.extend({
    events: z.array(eventFields).readonly().describe('Oldest first; the last 200'),
    waivers: z.array(waiver).readonly(),
  }),
)

/** What one rule could not judge in one unit. */
export const undecided = stored(undecidedFields)
