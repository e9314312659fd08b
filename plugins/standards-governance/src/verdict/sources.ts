/** Phases, gates and artefacts; reuse with attribution. */
export const PM2 =
  'PM² Project Management Methodology, European Commission (reuse with attribution); summed up in https://www.openproject.org/docs/project-management-guide/'

/** Management by exception. */
export const PRINCE2 =
  'PRINCE2: tolerances on time, cost, quality, scope, benefit and risk; a forecast breach is reported'

/** Earned value. */
export const EVM =
  'ANSI/EIA-748, earned value management; formulas at https://paulgovan.github.io/PRA/articles/evm.html'

/** Governance of projects. */
export const ISO = 'ISO 21502 and ISO 21505: sponsor, decision points, assurance'

/** Essays of Project World on what a PMO is for. */
export const PMO_PRACTICE =
  'Practice of PMOs: stage gates that can stop, tripwires, contingency, sponsor authority'

/** A threshold that no standard states. */
export const PRACTICE = 'The threshold is common practice; set what your house agrees on'
