/** Whether an OCI runtime is gVisor, by the name that its installation gives it: `runsc`, `runsc-kvm`. */
export function isGvisor(runtime: string): boolean {
  return /^runsc\b/.test(runtime);
}
