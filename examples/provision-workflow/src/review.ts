import { planDigest } from 'slack-scim/provisioning'
import { renderHtml } from 'slack-scim/provisioning/html'
import { approverOf } from './approver.ts'
import type { Env } from './env.ts'
import { loadPlan } from './plans.ts'
import type { Approval } from './run.ts'

/** Shows a plan to an approver, and takes the approval: the digest that the plan page shows. */
export async function review(request: Request, env: Env): Promise<Response> {
  const url = new URL(request.url)
  const [, run = '', what = ''] = /^\/runs\/([\w-]{1,64})(?:\/(plan|approve))?$/.exec(url.pathname) ?? []
  const by = await approverOf(request, env)
  if (!by) return new Response('Only approvers may see this.', { status: 403 })
  const plan = run ? await loadPlan(env, run) : undefined
  if (!plan) return new Response('No plan waits here.', { status: 404 })
  const digest = await planDigest(plan)

  if (what === 'plan') return page(renderHtml(plan, { digest }))
  if (what === '') return page(form(run), "default-src 'none'; form-action 'self'; frame-src 'self'")
  // Another site must not approve in the name of somebody who is signed in.
  if (request.method !== 'POST' || request.headers.get('origin') !== url.origin)
    return new Response('Approve on the page of the run.', { status: 405 })
  const typed = String((await request.formData()).get('digest'))
    .trim()
    .toLowerCase()
  if (!/^[0-9a-f]{8,64}$/.test(typed) || !digest.startsWith(typed))
    return new Response('This is not the digest of the plan: look at the plan again.', { status: 409 })
  const instance = await env.RUNS.get(run)
  await instance.sendEvent({ type: 'approval', payload: { digest, by } satisfies Approval })
  console.log({ message: 'approved', run, digest, by })
  return new Response(`Approved by ${by}: ${digest}`, { status: 202 })
}

function page(html: string, policy?: string): Response {
  const headers = new Headers({
    'content-type': 'text/html;charset=utf-8',
    'cache-control': 'no-store',
    'x-frame-options': 'SAMEORIGIN',
  })
  if (policy) headers.set('content-security-policy', policy)
  return new Response(html, { headers })
}

/** `run` has letters, digits, _ and - only. */
function form(run: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Approve ${run}</title>
<form method="post" action="/runs/${run}/approve">
<p><label>At least 8 digits of the digest that the plan shows: <input name="digest" required minlength="8" autocomplete="off"></label>
<button>Approve</button>
</form>
<iframe src="/runs/${run}/plan" title="The plan" width="100%" height="900"></iframe>
</html>`
}
