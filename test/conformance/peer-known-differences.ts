import type { Edit } from '@headless-pmo/simulators/github'
import type { Difference } from './peer-difference.ts'
import { secondOf } from './peer-instant.ts'

/** The official description decides which side is right, where it says. */
interface Verdict {
  readonly id: string
  readonly reason: string
  readonly believe: 'simulator' | 'emulate' | 'neither: not described'
}

/** A difference that is known and that comes about in random sequences. */
export interface KnownDifference extends Verdict {
  readonly covers: (difference: Difference) => boolean
}

const isIssueRead = ({ read }: Difference): boolean => read.startsWith('/issues')
/** The issue list shows one more or one less, as another issue counts as changed. */
const isChangedRow = ({ read, place }: Difference): boolean =>
  /since=NOW(\.000)?$/.test(read) && place === '/body/*'
/** emulate's issue has a new `updated_at`, ours has not. */
const movesTheirs = (difference: Difference): boolean =>
  isIssueRead(difference) &&
  difference.ours !== 'now' &&
  ((/^\/body(\/\*)?\/updated_at$/.test(difference.place) && difference.theirs === 'now') ||
    (isChangedRow(difference) && difference.ours === undefined))

/** What the random sequences bring about; each entry must show in the sequences of one run. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    id: 'fractions of a second',
    reason: 'GitHub is described to write YYYY-MM-DDTHH:MM:SSZ; emulate adds milliseconds',
    believe: 'simulator',
    covers: ({ ours, theirs }) => ours !== theirs && secondOf(ours) === secondOf(theirs),
  },
  {
    id: 'an instant as a text',
    reason: 'emulate compares `since` as a text, so that 09:00:00.000Z lies before 09:00:00Z',
    believe: 'simulator',
    covers: (difference) =>
      isChangedRow(difference) && difference.read.endsWith('since=NOW') && difference.theirs === undefined,
  },
  {
    id: 'newer properties of issues',
    reason: 'types, sub-issues, dependencies and fields are described; emulate does not know them',
    believe: 'simulator',
    covers: ({ place, theirs }) =>
      theirs === undefined &&
      /\/(type|sub_issues_summary|issue_dependencies_summary|issue_field_values)$/.test(place),
  },
  {
    id: 'errors',
    reason: 'an error is described with its `status`; where the documentation lies differs by host',
    believe: 'simulator',
    covers: ({ place }) => /^\/body\/(status|documentation_url)$/.test(place),
  },
  {
    id: 'colour of a label that is made on the way',
    reason: 'GitHub takes ededed; emulate draws one at random when an issue is given an unknown label',
    believe: 'neither: not described',
    covers: ({ place, ours }) => place.endsWith('/color') && ours === 'ededed',
  },
  {
    id: 'order of labels',
    reason:
      'emulate lists labels by name, and those of an issue as they were given; the simulator as they were made',
    believe: 'neither: not described',
    covers: ({ read, place }) => /^\/(labels|issues\/\d+\/labels)/.test(read) && place === '/order',
  },
  {
    id: 'counters of a milestone inside an issue',
    reason: 'emulate counts the members when the milestone itself is read, and shows old counts until then',
    believe: 'simulator',
    covers: (difference) =>
      isIssueRead(difference) && /\/milestone\/(open|closed)_issues$/.test(difference.place),
  },
  {
    id: 'milestones that change by being read',
    reason: 'emulate writes the counters it has just counted, with a new updated_at',
    believe: 'simulator',
    covers: ({ read, place, theirs }) =>
      theirs === 'now' &&
      (read.startsWith('/milestones')
        ? /^\/body(\/\*)?\/updated_at$/.test(place)
        : place.endsWith('/milestone/updated_at')),
  },
  {
    id: 'order of milestones',
    reason: 'the direction is described as ascending unless asked otherwise; emulate descends',
    believe: 'simulator',
    covers: ({ read, place }) => read === '/milestones' && place === '/order',
  },
  {
    id: 'edits that change nothing',
    reason:
      'emulate gives an issue a new updated_at for a label, assignee, milestone or state that it has already',
    believe: 'neither: not described',
    covers: (difference) =>
      ['addLabel', 'assign', 'setMilestone', 'closeIssue', 'reopenIssue'].includes(difference.after) &&
      movesTheirs(difference),
  },
  {
    id: 'issues of a removed label',
    reason: 'emulate gives them a new updated_at',
    believe: 'neither: not described',
    covers: (difference) => difference.after === 'deleteLabel' && movesTheirs(difference),
  },
  {
    id: 'issues of a removed milestone',
    reason: 'emulate gives them a new updated_at; recorded issues kept theirs when their milestone was set',
    believe: 'neither: not described',
    covers: (difference) => difference.after === 'deleteMilestone' && movesTheirs(difference),
  },
]

/** A difference after which the two sides go apart for good, told by a sequence of its own. */
export interface PartingOfWays extends Verdict {
  readonly edits: readonly Edit[]
  readonly read: string
  /** Property that differs, of the object or of each row of the list. */
  readonly property: string
  readonly ours: unknown
  readonly theirs: unknown
}

const repo = 'acme/app'
const issue: Edit = { kind: 'createIssue', repo, title: 'One' }

/** What the random sequences keep away from. */
export const PARTINGS: readonly PartingOfWays[] = [
  {
    id: 'pull requests in the issue list',
    reason: '"Issues" endpoints are described to return pull requests, too',
    believe: 'simulator',
    edits: [{ kind: 'createIssue', repo, title: 'A change', pull: true }],
    read: '/issues',
    property: 'number',
    ours: [1],
    theirs: [],
  },
  {
    id: 'number of a removed milestone',
    reason: 'emulate gives it again; an address that leads to something else tomorrow is no address',
    believe: 'neither: not described',
    edits: [
      { kind: 'createMilestone', repo, title: 'Beta' },
      { kind: 'deleteMilestone', repo, milestone: 1 },
      { kind: 'createMilestone', repo, title: 'Final' },
    ],
    read: '/milestones',
    property: 'number',
    ours: [2],
    theirs: [1],
  },
  {
    id: 'reason given to an issue that is closed already',
    reason: 'state_reason is described as "Ignored unless `state` is changed."',
    believe: 'simulator',
    edits: [
      issue,
      { kind: 'closeIssue', repo, number: 1 },
      { kind: 'closeIssue', repo, number: 1, reason: 'not_planned' },
    ],
    read: '/issues/1',
    property: 'state_reason',
    ours: 'completed',
    theirs: 'not_planned',
  },
  {
    id: 'lock without a reason',
    reason: 'the reason is described as optional and nullable; emulate takes "resolved" for none',
    believe: 'simulator',
    edits: [issue, { kind: 'lockIssue', repo, number: 1 }],
    read: '/issues/1',
    property: 'active_lock_reason',
    ours: null,
    theirs: 'resolved',
  },
  {
    id: 'label names that differ in case alone',
    reason: 'GitHub takes them for one label; emulate makes a second',
    believe: 'neither: not described',
    edits: [
      { kind: 'createLabel', repo, name: 'bug', color: 'd73a4a' },
      issue,
      { kind: 'addLabel', repo, number: 1, label: 'BUG' },
    ],
    read: '/labels',
    property: 'name',
    ours: ['bug'],
    theirs: ['bug', 'BUG'],
  },
]
