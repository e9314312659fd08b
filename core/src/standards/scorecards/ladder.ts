import type { ScorecardSettings } from '../../config/index.ts'

/** A step of the ladder. */
export type Level = NonNullable<ScorecardSettings['levels']>[number]

/** Share of what a rule judges that has to pass, where the level does not say it. */
export const LEAST_SHARE = 0.8

/**
 * The ladder where the house states none: plan, track, staff, cost, foresee, as maturity of project management is usually built up. Rules
 * whose plugin is not installed are left out.
 */
export const LADDER: readonly Level[] = [
  {
    name: 'Planning',
    needs: [{ rules: ['agile.estimate', 'agile.orphan', 'dcma.logic', 'governance.baseline-present'] }],
  },
  {
    name: 'Tracking',
    needs: [
      {
        rules: ['agile.stale', 'agile.overdue', 'dcma.invalid-dates', 'governance.status-report-age'],
      },
    ],
  },
  {
    name: 'Resources',
    needs: [{ rules: ['agile.owner', 'dcma.resources', 'sins.over-allocation', 'governance.roles-filled'] }],
  },
  {
    name: 'Cost',
    needs: [
      {
        rules: [
          'governance.cost-performance',
          'governance.budget-to-date',
          'governance.budget-at-completion',
        ],
      },
    ],
  },
  {
    name: 'Risks',
    needs: [{ rules: ['governance.risks-owned', 'governance.risks-answered', 'governance.risks-on-time'] }],
  },
]

/** Whether a rule is meant by an id, or by a family as `dcma.*`. */
export function isMeant(rule: string, pattern: string): boolean {
  return pattern.endsWith('.*') ? rule.startsWith(pattern.slice(0, -1)) : rule === pattern
}
