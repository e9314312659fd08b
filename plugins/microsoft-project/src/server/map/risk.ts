import type { RecordInput, Reference } from '@headless-pmo/sdk'
import { defined } from '../../map/defined.ts'
import { plainToMarkdown } from '../../map/markdown.ts'
import { decimalAmount } from '../../mspdi/money.ts'
import { idIn, momentIn, numberIn, textIn } from '../value.ts'
import { plain } from './plan-element.ts'

/** A risk of a project's site. */
export function mapRisk(row: unknown, config: { readonly currency?: string | undefined }): RecordInput[] {
  const id = idIn(row, 'RiskId')
  if (id === undefined) return []
  const exposure = numberIn(row, 'CostExposure')
  const amount = exposure === undefined || exposure === 0 ? undefined : decimalAmount(plain(exposure))
  const description = textIn(row, 'Description')
  return [
    {
      kind: 'risk',
      ref: id,
      container: containerOf(row),
      title: textIn(row, 'Title') ?? '',
      ...defined({
        description: description === undefined ? undefined : plainToMarkdown(description),
        probability: probabilityOf(numberIn(row, 'Probability')),
        impact: numberIn(row, 'Impact'),
        exposure:
          amount === undefined || config.currency === undefined
            ? undefined
            : { amount, currency: config.currency },
        response: textIn(row, 'MitigationPlan'),
        status: textIn(row, 'Status'),
        owner: personOf(row),
        due: momentIn(row, 'DueDate')?.slice(0, 10),
        warnings:
          amount !== undefined && config.currency === undefined
            ? ['Amounts are left out: the risk names no currency; set `currency` of the connection']
            : undefined,
      }),
    },
  ]
}

/** An entry of a project's issue log. */
export function mapIssue(row: unknown): RecordInput[] {
  const id = idIn(row, 'IssueId')
  if (id === undefined) return []
  const discussion = textIn(row, 'Discussion')
  return [
    {
      kind: 'issueLog',
      ref: id,
      container: containerOf(row),
      title: textIn(row, 'Title') ?? '',
      ...defined({
        description: discussion === undefined ? undefined : plainToMarkdown(discussion),
        status: textIn(row, 'Status'),
        priority: textIn(row, 'Priority'),
        resolution: textIn(row, 'Resolution'),
        owner: personOf(row),
        due: momentIn(row, 'DueDate')?.slice(0, 10),
      }),
    },
  ]
}

function containerOf(row: unknown): Reference {
  return idIn(row, 'ProjectId') ?? { key: textIn(row, 'ProjectName') ?? 'Project Server' }
}

/** Lists of a site name people, and no more. */
function personOf(row: unknown): Reference | undefined {
  const name = textIn(row, 'Owner') ?? textIn(row, 'AssignedToResource')
  return name === undefined ? undefined : { key: name, title: name }
}

/** Lists hold it as a fraction or, on older sites, in percent. */
function probabilityOf(value: number | undefined): number | undefined {
  if (value === undefined || value < 0) return undefined
  return value <= 1 ? value : value <= 100 ? value / 100 : undefined
}
