using Entrepot.Kernel;

namespace Entrepot.Platform.Approvals;

internal static class ApprovalProblems
{
    public static Problem NotFound(long id) => Problem.NotFound("approvals.not_found", $"There is no request {id}. It may belong to another company.");
    public static Problem NoSuchKind(string kind) => Problem.NotFound("approvals.no_such_kind", $"'{kind}' is no kind of change that can be approved.");
    public static Problem NoReason() => Problem.Invalid("approvals.no_reason", $"Say in 1 to {ApprovalRow.ReasonMax} letters why.", "reason");
    public static Problem AlreadyAsked(string person) => Problem.Conflict("approvals.already_asked", $"{person} has asked for this already, and nobody has decided yet.");
    public static Problem Decided(Sentence state) => Problem.Conflict("approvals.decided", $"This request is decided already: {state}.");
    public static Problem Expired() => Problem.Conflict("approvals.expired", "Nobody decided in time. Whoever still wants it asks again.");
    public static Problem OwnRequest() => Problem.Forbidden("approvals.own_request", "You asked for this yourself. Another person decides.");
    public static Problem PersonNeeded() => Problem.Forbidden("approvals.person_needed", "Only a person decides requests, not a program. Sign in.");
    public static Problem NotYours(string permission) => Problem.Forbidden("approvals.not_yours", $"Who decides this needs the permission {permission} too.");
    public static Problem NotAsked() => Problem.Forbidden("approvals.not_asked", "Only who asked takes a request back.");
    public static Problem TwoNeeded() => Problem.Conflict("approvals.two_needed", "Only one person of the company may sign in, so nobody could decide. Invite a second one first.");
    public static Problem BadDays() => Problem.Invalid("approvals.bad_days", $"A request stays open for 1 to {ApprovalPolicy.DaysMax} days.", "days");
    public static Problem BadLimit() => Problem.Invalid("approvals.bad_limit", "The limit is an amount of zero or more.", "above");
}
