using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Tax.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Tax.Features;

/// <summary>Returns for people and programs: what is due, one return with its figures and files, and that it was filed.</summary>
internal sealed class TaxReturnPages(TaxReturns returns, EditRegistrations registrations, TaxRecords records)
{
    private const string Path = "/tax/returns";
    private const int ReferenceLengthMax = 100;
    private static readonly IReadOnlyDictionary<string, long> NothingEntered = new Dictionary<string, long>();

    internal sealed record FileRequest(string? Reference, IReadOnlyDictionary<string, decimal>? Boxes);

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string one = Path + "/{registration:long}/{period}";
        routes.MapGet(Path, async (ListUrl url, TaxReturnPages pages, CancellationToken ct) => await pages.ListAsync(url, ct)).RequireAuthorization("finance.view");
        routes.MapGet(one, async (long registration, string period, TaxReturnPages pages, CancellationToken ct) => await pages.ShowAsync(registration, period, PostedForm.Blank, ct)).RequireAuthorization("finance.view");
        routes.MapPost(one + "/file", async (long registration, string period, PostedForm form, TaxReturnPages pages, Text words, CancellationToken ct) => await pages.FileAsync(registration, period, form, words, ct)).RequireAuthorization("finance.post");
        routes.MapPost(one + "/unfile", async (long registration, string period, PostedForm form, TaxReturnPages pages, Text words, CancellationToken ct) => await pages.UnfileAsync(registration, period, form, words, ct)).RequireAuthorization("finance.post");
        foreach (var file in new[] { "return.csv", "mtd.json", "records.csv" })
            routes.MapGet($"{one}/{file}", async (long registration, string period, TaxReturnPages pages, CancellationToken ct) => await pages.DownloadAsync(registration, period, file, ct)).RequireAuthorization("finance.view", "money.view");

        const string api = "/api/v1/tax/returns";
        routes.MapGet(api, async (TaxReturns returns, CancellationToken ct) => TypedResults.Ok(await returns.ListAsync(ct)))
            .RequireAuthorization("finance.view").DisableAntiforgery().WithSummary("Every period of every tax registration, latest first, with its due date and whether it was filed");
        routes.MapGet(api + "/{registration:long}/{period}", async (long registration, string period, TaxReturns returns, CancellationToken ct) =>
            {
                var found = await returns.FindAsync(registration, period, NothingEntered, ct);
                return found.Problem is { } problem ? problem.ToHttp() : Results.Ok(found.Value.Figures);
            })
            .RequireAuthorization("finance.view", "money.view").DisableAntiforgery().WithSummary("The figures of one return: by country and rate, corrections, boxes, exchange rates");
        routes.MapPost(api + "/{registration:long}/{period}/file", async (long registration, string period, FileRequest request, TaxReturnPages pages, CancellationToken ct) => (await pages.FileAsync(registration, period, request, ct)).ToHttp())
            .RequireAuthorization("finance.post").DisableAntiforgery().WithSummary("Keep a return as filed, with the tax office's reference and the boxes that a person enters");
    }

    private async Task<PageResult> ListAsync(ListUrl url, CancellationToken ct)
    {
        var all = await returns.ListAsync(ct);
        var shown = url.View switch
        {
            "open" => all.Where(line => line.FiledAt is null),
            "filed" => all.Where(line => line.FiledAt is not null),
            _ => all,
        };
        return PageResult.Show<TaxReturnListPage>(new { View = new TaxReturnListView(url, [.. shown], all.Count > 0 || (await registrations.AllAsync(ct)).Count > 0) });
    }

    private async Task<PageResult> ShowAsync(long registration, string period, PostedForm form, CancellationToken ct)
    {
        var found = await returns.FindAsync(registration, period, NothingEntered, ct);
        if (found.Problem is { } problem) return PageResult.Refused(problem);
        return form.HasProblems ? PageResult.Invalid<TaxReturnPage>(new { View = found.Value, Posted = form }) : PageResult.Show<TaxReturnPage>(new { View = found.Value });
    }

    private async Task<PageResult> FileAsync(long registration, string period, PostedForm form, Text words, CancellationToken ct)
    {
        var found = await returns.FindAsync(registration, period, NothingEntered, ct);
        if (found.Problem is { } unknown) return PageResult.Refused(unknown);

        var reference = form.Text("reference", longest: ReferenceLengthMax);
        var entered = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var box in found.Value.Figures.Boxes.Where(box => box.Entered))
            if (form.Money("box" + box.Box, found.Value.Figures.Currency) is { } amount) entered[box.Box] = amount.Minor;
        if (!form.HasProblems && (await returns.FileAsync(registration, period, reference, entered, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(registration, period, form, ct) : PageResult.Go($"{Path}/{registration}/{period}").Saying(words["Filed. The figures are kept as they are."]);
    }

    private async Task<Result> FileAsync(long registration, string period, FileRequest request, CancellationToken ct)
    {
        var found = await returns.FindAsync(registration, period, NothingEntered, ct);
        if (found.Problem is { } unknown) return unknown;

        var entered = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (box, amount) in request.Boxes ?? new Dictionary<string, decimal>())
        {
            var money = Money.From(amount, found.Value.Figures.Currency);
            if (money.Problem is { } problem) return problem with { Field = "boxes." + box };
            entered[box] = money.Value.Minor;
        }

        return await returns.FileAsync(registration, period, (request.Reference ?? "").Trim(), entered, ct);
    }

    private async Task<PageResult> UnfileAsync(long registration, string period, PostedForm form, Text words, CancellationToken ct)
    {
        var reason = form.Text("why", required: true, longest: ReferenceLengthMax);
        if (!form.HasProblems && (await returns.UnfileAsync(registration, period, reason, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(registration, period, form, ct) : PageResult.Go($"{Path}/{registration}/{period}").Saying(words["Open again."]);
    }

    private async Task<IResult> DownloadAsync(long registration, string period, string file, CancellationToken ct)
    {
        var found = await returns.FindAsync(registration, period, NothingEntered, ct);
        if (found.Problem is { } problem) return problem.ToHttp();
        if (file == "records.csv") return Results.Stream(body => records.WriteAsync(found.Value, body), "text/csv; charset=utf-8", $"tax-records-{found.Value.Figures.Number}-{period}.csv");
        if (!found.Value.Files.Contains(file)) return TaxProblems.NoSuchFile(file).ToHttp();
        return file == "mtd.json"
            ? Results.Text(ReturnFiles.Mtd(found.Value.Figures), "application/json")
            : Results.Stream(body => ReturnFiles.WriteCsvAsync(found.Value.Figures, body), "text/csv; charset=utf-8", $"tax-return-{found.Value.Figures.Number}-{period}.csv");
    }
}
