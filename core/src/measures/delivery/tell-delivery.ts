import type { EvidenceRow } from '../../portfolio/index.ts'
import type { Figure } from '../figure.ts'
import { dayText } from '../earned-value/planned-value.ts'
import { MS_A_DAY } from '../time.ts'
import { failureBand, frequencyBand, leadTimeBand, recoveryBand, worstBand, type Band } from './bands.ts'
import type { Delivery, DeliveryFigures, DeliverySpan } from './delivery.ts'

/** What is said where nothing tells which environment is production. */
const NO_PRODUCTION =
  'There are deployments to several environments, and none of them is named production; name it so, e.g. "production" or "live".'

/** The four key figures as figures; with `undefined` none can be told, and why. */
export function deliveryTold(figures: DeliveryFigures | undefined): Figure[] {
  const {
    deliveries = [],
    told = [],
    lead = [],
    recovery = [],
    unmended = [],
    perDay,
    leadDays,
    failureShare,
    recoveryDays,
  } = figures ?? {}
  const failed = told.filter(({ outcome }) => outcome === 'failure')
  const unknown = figures === undefined ? { unknown: NO_PRODUCTION } : {}
  const outcomes = { known: told.length, needed: deliveries.length, of: 'deployments with an outcome' }
  const noDeliveries = figures !== undefined && deliveries.length === 0
  const assumptions = [
    'Production is what its name says: production, prod or live; else the only environment there is.',
  ]
  const four: Figure[] = [
    {
      id: 'delivery.frequency',
      title: 'Deployment frequency',
      formula: 'Successful deployments to production in the window ÷ days.',
      unit: 'per day',
      assumptions,
      coverage: outcomes,
      evidence: deliveries.map(deliveryRow).toReversed(),
      ...(perDay !== undefined && !noDeliveries && { value: perDay }),
      ...unknown,
    },
    {
      id: 'delivery.lead-time',
      title: 'Lead time for changes',
      formula:
        'Median of the days from the opening of a merged pull request to the first successful deployment after its merge.',
      unit: 'days',
      assumptions: [
        ...assumptions,
        'No tracker tells when commits were made; the opening of the pull request stands for it.',
      ],
      coverage: { known: lead.length, needed: lead.length, of: 'merged pull requests that were deployed' },
      evidence: lead.map(spanRow),
      ...(leadDays !== undefined && { value: leadDays }),
      ...unknown,
    },
    {
      id: 'delivery.failure-rate',
      title: 'Change failure rate',
      formula: 'Failed deployments to production ÷ deployments with an outcome.',
      unit: 'share',
      assumptions: [
        ...assumptions,
        'A failure that shows only after a deployment has succeeded is not known.',
      ],
      coverage: outcomes,
      evidence: failed.map(deliveryRow),
      ...(failureShare !== undefined && { value: failureShare }),
      ...unknown,
    },
    {
      id: 'delivery.recovery-time',
      title: 'Time to restore',
      formula: 'Median of the days from a failed deployment to the next one that succeeded.',
      unit: 'days',
      assumptions,
      coverage: {
        known: recovery.length,
        needed: recovery.length + unmended.length,
        of: 'failed deployments that were followed by a good one',
      },
      evidence: recovery.map(spanRow),
      ...(recoveryDays !== undefined && { value: recoveryDays }),
      ...(figures === undefined
        ? unknown
        : told.length > 0 &&
          failed.length === 0 && {
            unknown: 'No deployment has failed, so that there was nothing to restore.',
          }),
    },
  ]
  return [
    ...four,
    bandTold({ perDay: noDeliveries ? undefined : perDay, leadDays, failureShare, recoveryDays }, unknown),
  ]
}

function bandTold(
  {
    perDay,
    leadDays,
    failureShare,
    recoveryDays,
  }: Readonly<Record<'perDay' | 'leadDays' | 'failureShare' | 'recoveryDays', number | undefined>>,
  unknown: Pick<Figure, 'unknown'>,
): Figure {
  const bands: readonly (readonly [string, Band | undefined])[] = [
    ['Deployment frequency', perDay === undefined ? undefined : frequencyBand(perDay)],
    ['Lead time for changes', leadDays === undefined ? undefined : leadTimeBand(leadDays)],
    ['Change failure rate', failureShare === undefined ? undefined : failureBand(failureShare)],
    ['Time to restore', recoveryDays === undefined ? undefined : recoveryBand(recoveryDays)],
  ]
  const known = bands.flatMap(([, band]) => band ?? [])
  const worst = worstBand(known)
  return {
    id: 'delivery.band',
    title: 'Delivery',
    formula: 'The worst of the bands of the four figures.',
    unit: 'band',
    coverage: { known: known.length, needed: bands.length, of: 'figures of delivery' },
    evidence: bands.map(([title, band]) => ({
      of: { kind: 'definition', field: title },
      title,
      ...(band !== undefined && { brings: { type: 'text', text: band } as const }),
    })),
    ...(worst !== undefined && { value: worst }),
    ...unknown,
  }
}

function deliveryRow({ environment, at, outcome, ref }: Delivery): EvidenceRow {
  return {
    of: { kind: 'definition', field: `deployment ${ref}` },
    title: `${environment}, ${dayText(Math.floor(at / MS_A_DAY))}`,
    ...(outcome !== undefined && { brings: { type: 'text', text: outcome } }),
  }
}

function spanRow({ of, days }: DeliverySpan): EvidenceRow {
  if ('environment' in of) return { ...deliveryRow(of), brings: { type: 'days', days } }
  const { connection, ref, key, title } = of
  return {
    of: { kind: 'workItem', connection, ref, ...(key !== undefined && { key }) },
    title,
    brings: { type: 'days', days },
  }
}
