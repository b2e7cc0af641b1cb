using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Platform.Approvals;

/// <summary>What waits for a second person, for people and for programs; and which changes need one.</summary>
internal static class ApprovalPages
{
    public const string Path = "/approvals";
    public const string SettingsPath = "/settings/approvals";

    internal sealed record Decision(string Reason = "");

    internal sealed record Wanted(string Kind, bool IsOn, long? AboveMinor, string Reason, int DaysOpen = ApprovalPolicy.UsualDays);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapPages(routes);
        MapApi(routes);
        MapSettings(routes);
    }

    private static void MapPages(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).RequireAuthorization("approvals.view");
        pages.MapGet("", async (ListUrl url, ApprovalList list, ApprovalKinds kinds, CancellationToken ct) =>
        {
            var (open, waiting) = await list.PageAsync(true, url["tab"] == "decided" ? 1 : url.Page, ct);
            var (decided, ended) = await list.PageAsync(false, url["tab"] == "decided" ? url.Page : 1, ct);
            return PageResult.Show<ApprovalListPage>(new { Found = url["tab"] == "decided" ? new ApprovalListView(url, decided, ended, waiting, ended, kinds) : new(url, open, waiting, waiting, ended, kinds) });
        });
        pages.MapGet("/{id:long}", async (long id, ApprovalList list, ApprovalKinds kinds, ApprovalDesk approvals, CancellationToken ct) => await list.FindAsync(id, ct) is { } found
            ? PageResult.Show<ApprovalPage>(new { Found = found, Title = kinds.Find(found.Kind)?.Title ?? found.Kind, MayDecide = approvals.MayDecide(found) })
            : PageResult.Refused(ApprovalProblems.NotFound(id)));
        pages.MapPost("/{id:long}/withdraw", async (long id, ApprovalDesk approvals, Text words, CancellationToken ct) => PageResult.After(await approvals.WithdrawAsync(id, ct), words["Request taken back"], Path));

        var deciding = routes.MapGroup(Path).RequireAuthorization("approvals.decide");
        deciding.MapPost("/{id:long}/approve", async (long id, PostedForm form, ApprovalDesk approvals, Text words, CancellationToken ct) =>
            PageResult.After(await approvals.ApproveAsync(id, form.Text("reason", longest: ApprovalRow.ReasonMax), ct), words["Approved and carried out"], Path));
        deciding.MapPost("/{id:long}/refuse", async (long id, PostedForm form, ApprovalDesk approvals, Text words, CancellationToken ct) =>
            PageResult.After(await approvals.RefuseAsync(id, form.Text("reason"), ct), words["Request refused"], Path));
    }

    private static void MapApi(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/approvals").RequireAuthorization("approvals.view").DisableAntiforgery();
        api.MapGet("", async (bool? decided, int? page, ApprovalList list, CancellationToken ct) =>
            await list.PageAsync(decided != true, Math.Clamp(page ?? 1, 1, 10_000), ct) is var (rows, total) ? TypedResults.Ok(new { total, requests = rows.Select(Out) }) : throw new System.Diagnostics.UnreachableException())
            .WithSummary("Changes that wait for a second person, or those that have ended");
        api.MapGet("/{id:long}", async (long id, ApprovalList list, CancellationToken ct) => await list.FindAsync(id, ct) is { } found ? TypedResults.Ok(Out(found)) : ApprovalProblems.NotFound(id).ToHttp())
            .WithSummary("One request with what became of it");
        api.MapPost("/{id:long}/withdraw", async (long id, ApprovalDesk approvals, CancellationToken ct) => (await approvals.WithdrawAsync(id, ct)).ToHttp()).WithSummary("Take one's own request back");

        var deciding = routes.MapGroup("/api/v1/approvals").RequireAuthorization("approvals.decide").DisableAntiforgery();
        deciding.MapPost("/{id:long}/approve", async (long id, Decision decision, ApprovalDesk approvals, CancellationToken ct) => (await approvals.ApproveAsync(id, decision.Reason, ct)).ToHttp()).WithSummary("Approve a change, which is carried out with it");
        deciding.MapPost("/{id:long}/refuse", async (long id, Decision decision, ApprovalDesk approvals, CancellationToken ct) => (await approvals.RefuseAsync(id, decision.Reason, ct)).ToHttp()).WithSummary("Refuse a change");
    }

    private static void MapSettings(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(SettingsPath).RequireAuthorization("settings.edit");
        pages.MapGet("", (ApprovalPolicies policies, ApprovalKinds kinds, ChangeLog log, CancellationToken ct) => ShowAsync(PostedForm.Blank, policies, kinds, log, ct));
        pages.MapPost("", async (PostedForm form, ApprovalPolicies policies, ApprovalKinds kinds, ChangeLog log, Text words, CancellationToken ct) =>
        {
            var above = form.Money("above", await policies.CurrencyAsync(ct));
            var wanted = new ApprovalPolicy(form.Text("kind"), form.Ticked("on"), above?.Minor, (int)Math.Clamp(form.Whole("days", required: true) ?? 0, 0, int.MaxValue));
            var reason = form.Text("reason");
            if (!form.HasProblems && (await policies.SetAsync(wanted, reason, ct)).Problem is { } problem) form.With(problem);
            return form.HasProblems ? await ShowAsync(form, policies, kinds, log, ct) : PageResult.Go(SettingsPath).Saying(words["Saved. It holds for what is asked from now on."]);
        });

        var api = routes.MapGroup("/api/v1/settings/approvals").RequireAuthorization("settings.edit").DisableAntiforgery();
        api.MapGet("", async (ApprovalPolicies policies, CancellationToken ct) => TypedResults.Ok(await policies.AllAsync(ct))).WithSummary("Which changes need a second person");
        api.MapPut("", async (Wanted body, ApprovalPolicies policies, CancellationToken ct) => (await policies.SetAsync(new(body.Kind, body.IsOn, body.AboveMinor, body.DaysOpen), body.Reason, ct)).ToHttp()).WithSummary("Say whether a kind of change needs a second person");
    }

    private static async Task<PageResult> ShowAsync(PostedForm form, ApprovalPolicies policies, ApprovalKinds kinds, ChangeLog log, CancellationToken ct)
    {
        var view = new ApprovalSettingsView(await policies.AllAsync(ct), kinds, await policies.CurrencyAsync(ct), await log.OfAsync(ApprovalPolicies.Subject, ct));
        return form.HasProblems ? PageResult.Invalid<ApprovalSettingsPage>(new { View = view, Posted = form }) : PageResult.Show<ApprovalSettingsPage>(new { View = view, Posted = form });
    }

    /// <summary>Reasons in English, the payload left out: it is the module's own.</summary>
    private static object Out(Approval approval) => new
    {
        approval.Id,
        approval.Kind,
        approval.Subject,
        What = approval.What.ToString(),
        approval.Changes,
        approval.Href,
        approval.RequestedBy,
        approval.Reason,
        approval.RequestedAt,
        approval.ExpiresAt,
        State = approval.State.ToString(),
        approval.DecidedBy,
        approval.DecidedAt,
        approval.DecisionReason,
        Problem = approval.Problem?.ToString(),
    };
}
