import { changingScenarios } from './peer-changing.ts'
import { useStandingClock } from './peer-clock.ts'
import { emulateKind } from './peer-emulate.ts'
import { leavingScenarios } from './peer-leaving.ts'
import { readingScenarios } from './peer-reading.ts'
import { recordingKind } from './peer-recording.ts'
import { describePeer } from './peer-scenarios.ts'
import { simulatorKind } from './peer-simulator.ts'

useStandingClock()

const scenarios = [...readingScenarios, ...changingScenarios, ...leavingScenarios]

describePeer(simulatorKind, scenarios)
describePeer(emulateKind, scenarios)
describePeer(recordingKind, scenarios)
