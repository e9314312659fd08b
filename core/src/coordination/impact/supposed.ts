import { amountWords, parseAmount } from './amount.ts'
import type { ScenarioStep } from './step.ts'

/**
 * What a step supposes, as a sentence without its dot.
 * @param nameOf the name of a person by id
 */
export function supposed(step: ScenarioStep, nameOf: (person: string) => string): string {
  switch (step.do) {
    case 'slip':
      return `${step.item} slips by ${inWords(step.by)}`
    case 'set-duration':
      return `${step.item} takes ${inWords(step.duration)}`
    case 'add-link':
      return `${step.to} waits for ${step.from} (${step.type}${step.lag === undefined ? '' : `, lag ${inWords(step.lag)}`})`
    case 'remove-link':
      return `${step.to} no longer waits for ${step.from}`
    case 'move-project':
      return `project ${step.project} moves ${step.to === undefined ? `by ${inWords(step.by ?? '')}` : `to ${step.to}`}`
    case 'give-away':
      return step.back === undefined
        ? `${step.item} is given away`
        : `${step.item} is done outside and back on ${step.back}`
    case 'release-person':
      return step.to === undefined
        ? `${nameOf(step.person)} leaves`
        : `${nameOf(step.person)} hands over to ${nameOf(step.to)}${step.handover === undefined ? '' : `, each item ${inWords(step.handover)} later`}`
    case 'add-project':
      return `a project "${step.shape.name}" is added`
    default:
      return step satisfies never
  }
}

function inWords(text: string): string {
  const amount = parseAmount(text)
  if (amount === undefined) return text
  return `${amountWords(amount)}${amount.value < 0 ? ' (earlier)' : ''}`
}
