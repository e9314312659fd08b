import type { CheckSeverity } from '@headless-pmo/sdk'
import { jsonText } from '../../../texts/index.ts'
import { subjectName, unitName, type CheckDocument, type DocumentFinding } from './check-document.ts'

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  CheckSeverity,
  string
>

/** How a report is made. */
export interface SarifOptions {
  /**
   * Path of a file of the repository that results without an address are shown at. Services that show results beside
   * code want one.
   */
  readonly path?: string
}

/**
 * A report in the Static Analysis Results Interchange Format, version 2.1.0. Open findings are results of kind `fail`;
 * waived ones too, with a suppression that was accepted outside of the tool and its reason; what is unknown is of kind
 * `open`, and a rule that failed itself is a notification of the invocation, which then has not succeeded. Pure.
 *
 * The fingerprint of a result is the finding's id, which stays the same from run to run.
 */
export function sarifReport(document: CheckDocument, options: SarifOptions = {}): string {
  const index = new Map(document.rules.map(({ id }, position) => [id, position]))
  const errors = document.undecided.filter(({ verdict }) => verdict === 'error')
  const unknown = document.undecided.filter(({ verdict }) => verdict === 'unknown')
  const ruleOf = (id: string) => {
    const ruleIndex = index.get(id)
    return { ruleId: id, ...(ruleIndex !== undefined && { ruleIndex }) }
  }
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Headless PMO',
            semanticVersion: document.toolVersion,
            rules: document.rules.map(({ id, version, title, severity, clause, why, pack }) => ({
              id,
              ...(title !== undefined && { shortDescription: { text: sentence(title) } }),
              ...(why !== undefined && { fullDescription: { text: sentence(why) } }),
              ...(severity !== undefined && { defaultConfiguration: { level: LEVELS[severity] } }),
              properties: {
                version,
                ...(clause !== undefined && { clause }),
                ...(pack !== undefined && { pack }),
              },
            })),
          },
        },
        automationDetails: { id: 'standards/' },
        invocations: [
          {
            executionSuccessful: errors.length === 0,
            ...(document.asOf !== undefined && { endTimeUtc: utc(document.asOf) }),
            toolExecutionNotifications: errors.map(({ rule, unit, message, count }) => ({
              level: 'error',
              message: {
                text: sentence(`${unitName(unit)}: ${message}${count === 1 ? '' : ` (${count} times)`}`),
              },
              associatedRule: referenceOf(rule, index),
            })),
          },
        ],
        results: [
          ...document.findings.map((finding) => ({
            ...ruleOf(finding.rule),
            kind: 'fail',
            level: LEVELS[finding.severity],
            message: { text: messageOf(finding) },
            locations: [locationOf(finding, options)],
            partialFingerprints: { 'finding/v1': finding.id },
            ...(finding.waiver !== undefined && {
              suppressions: [
                {
                  kind: 'external',
                  status: 'accepted',
                  justification: storable(
                    `Waived until ${finding.waiver.until} (${finding.waiver.id}): ${finding.waiver.reason}`,
                  ),
                },
              ],
            }),
            properties: {
              state: finding.state,
              ruleVersion: finding.version,
              firstSeen: finding.firstSeen,
              ...(finding.unconfirmed !== undefined && {
                unconfirmedSince: finding.unconfirmed.since,
                unconfirmedBecause: storable(finding.unconfirmed.why),
              }),
              ...(finding.owner !== undefined && { owner: storable(finding.owner) }),
              ...(finding.due !== undefined && { due: finding.due }),
            },
          })),
          ...unknown.map(({ rule, unit, message, count }) => ({
            ...ruleOf(rule),
            kind: 'open',
            level: 'none',
            message: { text: sentence(`${message}${count === 1 ? '' : ` (${count} times)`}`) },
            locations: [
              {
                logicalLocations: [unitLocation(unit)],
                ...placeOf(options.path === undefined ? undefined : pathUri(options.path)),
              },
            ],
          })),
        ],
        properties: { totals: document.totals },
      },
    ],
  }
  return `${jsonText(log, 2)}\n`
}

function referenceOf(id: string, index: ReadonlyMap<string, number>) {
  const position = index.get(id)
  return { id, ...(position !== undefined && { index: position }) }
}

/** With the name of the item: readers of results show the sentence, and not the logical place. */
function messageOf(finding: DocumentFinding): string {
  const { message, action, subject } = finding
  const name = subjectName(finding)
  const found = subject.grain === 'item' && !message.includes(name) ? `${name}: ${message}` : message
  return sentence(action === undefined ? found : `${found} ${action.text}`)
}

function locationOf(finding: DocumentFinding, { path }: SarifOptions) {
  const { subject, item, unit } = finding
  const name = storable(subjectName(finding))
  const own =
    subject.grain === 'item'
      ? [
          {
            name,
            kind: 'member',
            fullyQualifiedName: storable(
              `${unitName(unit)}/${subject.record.connection}/${subject.record.ref}`,
            ),
          },
        ]
      : []
  return {
    logicalLocations: [...own, unitLocation(unit)],
    ...placeOf(path === undefined ? webAddress(item?.url) : pathUri(path)),
  }
}

function unitLocation(unit: string) {
  return { name: storable(unitName(unit)), kind: 'namespace', fullyQualifiedName: storable(unit) }
}

/** Where a reader is led to. */
function placeOf(uri: string | undefined) {
  return uri === undefined
    ? {}
    : { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1 } } }
}

/** What a tracker says of where its item is: an address of the web, or none that a reader should follow. */
function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : undefined
}

/** A path of the repository, as whoever asks for the report names it; an address of the web is taken too. */
function pathUri(path: string): string | undefined {
  if (/^https?:\/\//i.test(path)) return webAddress(path)
  // Any other scheme is none that a reader should follow.
  if (/^[a-z][\w+.-]*:/i.test(path)) return undefined
  return storable(path).replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
}

const storable = (text: string): string => text.toWellFormed()

/**
 * A sentence of a message. Readers make a link of `[text](target)` there; an escaped bracket does not end the text of one,
 * and backslashes before it are escaped too, so that they escape nothing themselves.
 */
const sentence = (text: string): string =>
  storable(text).replaceAll(/(\\*)\]\(/g, (_, slashes: string) => `${slashes}${slashes}\\](`)

/** A time of SARIF: UTC with at most milliseconds. */
function utc(instant: string): string {
  return Temporal.Instant.from(instant).round('millisecond').toString()
}
