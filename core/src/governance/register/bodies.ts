import { z } from 'zod'
import type { RegisterKind } from './register-kind.ts'

const missingOr = (otherwise: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? 'is missing' : otherwise

const text = (most: number) =>
  z
    .string({ error: missingOr('is no text') })
    .trim()
    .min(1, { error: 'is empty' })
    .max(most, { error: `is longer than ${most} characters` })
const day = z.iso.date({ error: missingOr('is no day; write it as YYYY-MM-DD, e.g. 2027-03-31') })
const instant = z.iso.datetime({
  error: missingOr('is no instant; write it in UTC, e.g. 2027-03-31T09:30:00Z'),
})
const line = text(300)
const words = text(10_000)
const name = text(200)

const amount = z
  .string({ error: 'is not an amount; write a decimal number in quotes, e.g. "2500.00"' })
  .regex(/^-?\d{1,18}(\.\d{1,6})?$/, {
    error: 'is not an amount; write a decimal number without separators of thousands, e.g. "2500.00"',
  })

const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'is not a currency; write its ISO 4217 code, e.g. "EUR"' })

/** A link that a person can follow; nothing that runs when it is clicked on. */
const link = z
  .string()
  .trim()
  .max(2000)
  .regex(/^(https?|file|sharepoint|smb):\/\/\S+$/i, {
    error: 'is no link; write it with its scheme, e.g. "https://example.com/charter.docx"',
  })

/** A word for a kind of thing: lower-case, so that two spellings are one. */
const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, {
    error: 'is not a short name; write lower-case letters, digits and "-", e.g. "project-charter"',
  })

/** What was decided. */
export const decisionBody = z.strictObject({
  title: line,
  kind: slug.default('general').describe('e.g. baseline-change, scope, budget, go-live'),
  at: day.describe('Day on which it was decided'),
  by: name.describe('Who decided: a person or a body'),
  outcome: words.optional(),
  reason: words.optional(),
  url: link.optional().describe('Minutes, change request'),
})

/** What may happen. */
export const riskBody = z
  .strictObject({
    title: line,
    description: words.optional(),
    state: z.enum(['open', 'closed', 'occurred']).default('open'),
    probability: z.number().min(0).max(1).optional().describe('0 to 1'),
    impact: z.number().min(0).optional().describe("On the house's own scale, e.g. 1 to 5"),
    exposure: amount.optional().describe('Expected loss'),
    currency: currency.optional().describe('Of the exposure'),
    response: words.optional().describe('What is done about it'),
    owner: name.optional(),
    due: day.optional().describe('Day by which the response is to be carried out'),
    opened: day,
    closed: day.optional(),
  })
  .refine(({ exposure, currency: of }) => exposure === undefined || of !== undefined, {
    path: ['currency'],
    error: 'is missing: an amount without its currency says nothing',
  })
  .superRefine(inOrder)

/** What has happened and needs an answer. */
export const issueBody = z
  .strictObject({
    title: line,
    description: words.optional(),
    state: z.enum(['open', 'closed']).default('open'),
    severity: z.enum(['low', 'medium', 'high', 'critical']).optional(),
    owner: name.optional(),
    due: day.optional(),
    resolution: words.optional(),
    opened: day,
    closed: day.optional(),
  })
  .superRefine(inOrder)

/** That somebody approved a version of a document. */
const approval = z.strictObject({
  by: name,
  at: instant.describe('When'),
  version: text(60).optional().describe('The version that was approved; absent: not told'),
})

/** A document, as a link. */
export const artefactBody = z.strictObject({
  kind: slug.describe('e.g. project-charter, business-case, risk-log'),
  title: line,
  url: link,
  version: text(60).optional().describe('The version that counts'),
  state: z.enum(['draft', 'in_review', 'approved', 'superseded']).default('draft'),
  approvals: z.array(approval).max(200).default([]),
  reviewDue: day.optional().describe('Day by which it is to be looked at again'),
  owner: name.optional(),
})

/** Who has a role. */
export const roleBody = z.strictObject({
  role: slug.describe('e.g. sponsor, project-manager, business-manager'),
  person: name.optional().describe('Who has it, by name or id of the organisation; absent: nobody'),
  unit: text(64).optional().describe('Id of a unit; absent: that of the person'),
  deputy: name.optional().describe('Who can stand in'),
})

/** Money of a line in a period. */
export const budgetBody = z
  .strictObject({
    line: text(120).describe('e.g. labour, licences, contingency'),
    from: day,
    until: day.describe('Last day of the period'),
    currency,
    planned: amount,
    actual: amount.optional().describe('Spent; absent: not told'),
    forecast: amount.optional().describe('What the period is expected to cost; absent: not told'),
  })
  .refine(({ from, until }) => from <= until, {
    path: ['until'],
    error: 'is before `from`; change one of the days',
  })

/** How far a project may depart. */
export const toleranceBody = z
  .strictObject({
    of: z.enum(['cost', 'finish', 'scope', 'benefit', 'quality', 'risk', 'milestone']),
    amount: z.number().min(0).describe('How far it may depart; the limit itself is allowed'),
    unit: z.enum(['percent', 'days', 'count', 'money']),
    item: line.optional().describe('Which milestone, by key or connection/ref'),
    owner: name.optional().describe('Who is to act on a breach'),
    action: text(2000).describe('What is to be done on a breach, agreed beforehand'),
    withinDays: z.int().min(0).max(3650).describe('Days in which it is to be done'),
  })
  .refine(({ of, item }) => of !== 'milestone' || item !== undefined, {
    path: ['item'],
    error: 'is missing: name the milestone, by key or connection/ref',
  })
  .refine(({ of, unit }) => !['finish', 'milestone'].includes(of) || unit === 'days', {
    path: ['unit'],
    error: 'is not "days", in which a finish or a milestone departs',
  })

/** A look at a project. */
export const reviewBody = z
  .strictObject({
    reason: words,
    tripwire: text(64).optional().describe('Id of the tolerance that was breached'),
    opened: instant,
    owner: name.optional(),
    action: text(2000).optional(),
    due: day.optional(),
    closed: instant.optional().describe('A review is closed by a person, never by itself'),
    outcome: words.optional(),
  })
  .refine(({ closed, outcome }) => closed === undefined || outcome !== undefined, {
    path: ['outcome'],
    error: 'is missing: a review is closed with what came out of it',
  })
  .refine(({ opened, closed }) => closed === undefined || closed >= opened, {
    path: ['closed'],
    error: 'is before `opened`',
  })

/** That the state was reported. */
export const statusReportBody = z.strictObject({
  at: instant,
  by: name,
  period: day.optional().describe('Last day of the period that it is about'),
  url: link.optional(),
  summary: words.optional(),
})

/** What a gate was decided upon: frozen, so that it can be read later what was open. */
const openAtGate = z.strictObject({
  what: z.enum(['artefact', 'approval', 'finding', 'other']),
  id: text(300).optional().describe('Key of the finding, kind of the artefact'),
  sentence: text(1000),
  waived: z.boolean().optional(),
})

/** A decision at the border of two phases. */
export const gateBody = z
  .strictObject({
    gate: line.describe('Name of the gate, as the phases of the project state it'),
    phase: line.optional().describe('Phase that it ends'),
    verdict: z.enum(['go', 'hold', 'recycle', 'kill']),
    at: instant,
    by: name,
    remarks: words.optional(),
    conditions: words.optional().describe('What has to be done for the verdict to hold'),
    forced: text(2000).optional().describe('Why it was given though something was unmet'),
    open: z.array(openAtGate).max(500).default([]).describe('What was unmet at the time'),
  })
  .refine(({ verdict, open, forced }) => verdict !== 'go' || forced !== undefined || open.every(isWaived), {
    path: ['forced'],
    error: 'is missing: a go with something unmet needs the reason why it is given all the same',
  })

/** What can be done about bad news, with what comes of it; lists of a register are texts, so that a table can hold them. */
const option = words.describe(
  'What could be done, and what comes of it; one option a line, as "option: consequence"',
)

/**
 * Bad news for whoever decides: which commitment is broken, how that is known, what it means, what can be done with
 * which consequence, and whether it passes by itself. A red status without it is incomplete.
 */
export const escalationBody = z
  .strictObject({
    title: line,
    commitment: words.describe('What was promised, to whom, and is or will be broken'),
    evidence: words.describe('How that is known: figures, records, links'),
    impact: words.describe('What it means, good and bad'),
    options: option,
    duration: z.enum(['temporary', 'permanent']).describe('Whether it passes by itself or stays'),
    recommendation: words.optional(),
    to: name.optional().describe('Who is to decide'),
    owner: name.optional(),
    state: z.enum(['open', 'closed']).default('open'),
    opened: day,
    due: day.optional().describe('Day by which a decision is needed'),
    closed: day.optional(),
    outcome: words.optional().describe('What was decided'),
  })
  .superRefine(inOrder)
  .refine(({ options }) => optionLines(options).every((one) => one.includes(':')), {
    path: ['options'],
    error: 'has a line without a consequence; write "option: consequence", one a line',
  })

/** The options of an escalation, one a line. */
export function optionLines(options: string): readonly string[] {
  return options
    .split('\n')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** What an entry of each kind says. */
export const REGISTER_BODIES = {
  decision: decisionBody,
  risk: riskBody,
  issue: issueBody,
  artefact: artefactBody,
  role: roleBody,
  budget: budgetBody,
  tolerance: toleranceBody,
  review: reviewBody,
  'status-report': statusReportBody,
  gate: gateBody,
  escalation: escalationBody,
} as const satisfies Record<RegisterKind, z.ZodType>

/** A checked entry of a kind. */
export type RegisterBody<K extends RegisterKind = RegisterKind> = z.output<(typeof REGISTER_BODIES)[K]>
/** An entry of a kind as it is written, without defaults. */
export type RegisterInput<K extends RegisterKind = RegisterKind> = z.input<(typeof REGISTER_BODIES)[K]>

function isWaived({ waived }: { readonly waived?: boolean | undefined }): boolean {
  return waived === true
}

/** What is closed has a day for it that is not before it was opened; what is open has none. */
function inOrder(
  {
    state,
    opened,
    closed,
  }: { readonly state: string; readonly opened: string; readonly closed?: string | undefined },
  context: z.RefinementCtx,
): void {
  if (closed !== undefined && closed < opened)
    context.addIssue({
      code: 'custom',
      path: ['closed'],
      message: 'is before `opened`; change one of the days',
    })
  if (closed !== undefined && state === 'open')
    context.addIssue({
      code: 'custom',
      path: ['closed'],
      message: 'is given, and the state is "open"; leave one out',
    })
}
