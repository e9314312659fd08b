/**
 * What the PMO keeps itself, where no tracker has it. The order is that in which lists show them.
 *
 * - decision: what was decided, by whom, with what outcome;
 * - risk, issue: what may happen, what has happened, with its answer and owner;
 * - artefact: a document as a link, with its version, state and approvals;
 * - role: who has which role in a project, and who can stand in;
 * - budget: money of a line in a period: planned, spent, expected;
 * - tolerance: how far a project may depart before a review opens, and what is to be done then;
 * - review: a look at a project that a breached tolerance, or a person, has opened;
 * - status-report: that the state of a project was reported;
 * - gate: a decision at the border of two phases;
 * - escalation: bad news for whoever decides: what was promised and is broken, with evidence, impact and options.
 */
export const REGISTER_KINDS = [
  'decision',
  'risk',
  'issue',
  'artefact',
  'role',
  'budget',
  'tolerance',
  'review',
  'status-report',
  'gate',
  'escalation',
] as const
/** See {@link REGISTER_KINDS}. */
export type RegisterKind = (typeof REGISTER_KINDS)[number]

/** What an id begins with that the PMO gives itself, by kind. */
export const ID_PREFIXES: Readonly<Record<RegisterKind, string>> = {
  decision: 'D',
  risk: 'R',
  issue: 'I',
  artefact: 'A',
  role: 'ROLE',
  budget: 'B',
  tolerance: 'T',
  review: 'REV',
  'status-report': 'SR',
  gate: 'G',
  escalation: 'E',
}

/** A kind with its article: "a risk", "an issue". */
export function aKind(kind: RegisterKind): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}
