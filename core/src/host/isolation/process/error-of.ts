import { GateError, type GateErrorCode } from '@headless-pmo/engine'
import type { WireError } from '../wire.ts'

const GATE_CODES = {
  'invalid-request': true,
  'egress-refused': true,
  'method-refused': true,
  'redirect-refused': true,
  'authorization-failed': true,
  unreachable: true,
  'timed-out': true,
  cut: true,
  unavailable: true,
  'too-large': true,
  'budget-exhausted': true,
  disposed: true,
} satisfies Record<GateErrorCode, true>

const isGateCode = (code: string | undefined): code is GateErrorCode =>
  code !== undefined && Object.hasOwn(GATE_CODES, code)

/** An error of the process as one of this side. It says what it said, and means what it meant to the engine. */
export function errorOf({ name, message, code, status, until, reason }: WireError): Error {
  if (isGateCode(code)) {
    return new GateError(code, message, {
      ...(status === undefined ? {} : { status }),
      ...(until === undefined ? {} : { until }),
      ...(reason === undefined ? {} : { reason }),
    })
  }
  const error = new Error(message)
  error.name = name
  return status === undefined ? error : Object.assign(error, { status })
}
