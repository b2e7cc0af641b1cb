using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Finance.Features;

/// <summary>Statements of account for people: issue one, and open those that were issued.</summary>
internal sealed class StatementPages(Statements statements, TimeProvider clock)
{
    private const string Path = "/vouchers/statements";
    private const int NameLengthMax = 120;

    private static readonly string[] Languages = ["zh-CN", "es", "ar"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (StatementPages pages, CancellationToken ct) => PageResult.Show<StatementsPage>(new { View = await pages.ViewAsync(ct) })).RequireAuthorization("finance.view");
        routes.MapPost(Path, async (PostedForm form, StatementPages pages, Text words, CancellationToken ct) => await pages.IssueAsync(form, words, ct)).RequireAuthorization("finance.post");
        routes.MapGet(Path + "/{id:long}.pdf", async (long id, Statements statements, CancellationToken ct) =>
            {
                var printed = await statements.PrintAsync(id, ct);
                return printed.Problem is { } problem ? problem.ToHttp() : Results.File(printed.Value, "application/pdf");
            })
            .RequireAuthorization("finance.view").WithSummary("A statement of account as PDF");
    }

    private async Task<StatementsView> ViewAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var month = new DateOnly(today.Year, today.Month, 1);
        return new(await statements.ListAsync(ct), [.. ChartOfAccounts.All.Select(account => (account.Number, account.Name))], month.AddMonths(-1), month.AddDays(-1));
    }

    private async Task<PageResult> IssueAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var view = await ViewAsync(ct);
        var wish = new StatementWish(
            form.Text("account", required: true), form.Text("currency", required: true, longest: 3).ToUpperInvariant(), form.Day("from", required: true) ?? view.From, form.Day("to", required: true) ?? view.To,
            new Address
            {
                Name = form.Text("name", required: true, longest: NameLengthMax),
                Line1 = form.Text("line1", longest: NameLengthMax),
                City = form.Text("city", longest: NameLengthMax),
                Postcode = form.Text("postcode", longest: 16),
                Country = form.Text("country", longest: 2).ToUpperInvariant(),
            },
            Languages.FirstOrDefault(language => language == form.Raw("language")));
        if (!form.HasProblems && (await statements.IssueAsync(wish, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? PageResult.Invalid<StatementsPage>(new { View = view, Posted = form }) : PageResult.Go(Path).Saying(words["The statement is issued."]);
    }
}
