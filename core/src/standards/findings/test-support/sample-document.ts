import type { CheckDocument, DocumentFinding } from '../formats/index.ts'

/** Letters that mean something in one of the forms, and letters that none of them can hold. */
export const HOSTILE =
  '</failure>]]> <img src=x onerror=alert(1)> | @team #12 [click](javascript:x) `code` "q" \'s\' & \u0000\u0007\u001b[31m\ud800\u202e\n\r\n# Head'

/** An open finding about an item. */
export function sampleFinding(more: Partial<DocumentFinding> = {}): DocumentFinding {
  return {
    id: 'f-0123456789abcdef',
    rule: 'agile.stale',
    version: '1.0.0',
    title: 'Work in progress moves',
    severity: 'warning',
    unit: 'project/docks',
    project: 'docks',
    subject: { grain: 'item', record: { connection: 'desk', kind: 'workItem', ref: '17' }, project: 'docks' },
    state: 'open',
    message: 'It has not moved for 20 days; 14 are allowed.',
    evidence: [],
    action: { text: 'Close it, or say what it waits for.' },
    owner: 'Mara',
    due: '2026-03-16',
    firstSeen: '2026-03-02T02:00:00Z',
    item: { key: 'DOCK-17', title: 'Crane', url: 'https://desk.example/browse/DOCK-17' },
    ...more,
  }
}

/** A document with every kind of verdict in it. */
export function sampleDocument(more: Partial<CheckDocument> = {}): CheckDocument {
  const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, error: 0, open: 0, waived: 0 }
  const unit = 'project/docks'
  return {
    asOf: '2026-03-02T02:00:00.123456Z',
    today: '2026-03-02',
    toolVersion: '0.1.0',
    totals: { pass: 12, fail: 2, notApplicable: 3, unknown: 4, error: 1, open: 1, waived: 1 },
    counts: [
      { state: 'open', severity: 'warning', total: 1 },
      { state: 'waived', severity: 'warning', total: 1 },
    ],
    rules: [
      {
        id: 'agile.stale',
        version: '1.0.0',
        title: 'Work in progress moves',
        severity: 'warning',
        clause: 'house/4',
        why: 'What stands still is forgotten.',
        pack: 'standards-agile',
      },
      { id: 'agile.owner', version: '1.0.0', title: 'Work has an owner', severity: 'error' },
      { id: 'data.fresh', version: '1.0.0' },
      { id: 'house.odd', version: '3' },
    ],
    results: [
      { ...none, rule: 'agile.stale', version: '1.0.0', unit, pass: 9, fail: 2, open: 1, waived: 1 },
      { ...none, rule: 'agile.owner', version: '1.0.0', unit, pass: 3 },
      { ...none, rule: 'agile.owner', version: '1.0.0', unit: 'unassigned', notApplicable: 3 },
      { ...none, rule: 'data.fresh', version: '1.0.0', unit, unknown: 4 },
      { ...none, rule: 'house.odd', version: '3', unit, error: 1 },
    ],
    findings: [
      sampleFinding(),
      sampleFinding({
        id: 'f-fedcba9876543210',
        state: 'waived',
        subject: { grain: 'project', project: 'docks' },
        waiver: { id: 'w-1', reason: 'The supplier is on strike.', until: '2026-03-10' },
        item: {},
      }),
    ],
    undecided: [
      {
        rule: 'data.fresh',
        version: '1.0.0',
        unit,
        verdict: 'unknown',
        message: 'It was never read.',
        count: 4,
      },
      { rule: 'house.odd', version: '3', unit, verdict: 'error', message: 'The check threw.', count: 1 },
    ],
    ...more,
  }
}

/** The same with hostile text wherever a tracker, a plugin or a person can put text. */
export function hostileDocument(): CheckDocument {
  const document = sampleDocument()
  return {
    ...document,
    rules: document.rules.map((rule) => ({ ...rule, title: HOSTILE, why: HOSTILE, clause: HOSTILE })),
    findings: document.findings.map((finding) => ({
      ...finding,
      message: HOSTILE,
      action: { text: HOSTILE },
      owner: HOSTILE,
      item: { key: HOSTILE, url: 'javascript:alert(1)' },
      ...(finding.waiver !== undefined && { waiver: { ...finding.waiver, reason: HOSTILE } }),
    })),
    undecided: document.undecided.map((one) => ({ ...one, message: HOSTILE })),
  }
}
