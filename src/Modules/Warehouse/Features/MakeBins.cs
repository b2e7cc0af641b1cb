using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Makes the bins of a range at once, after it has shown which. Bins that are there already stay as they are.</summary>
internal sealed class MakeBins(EntrepotDb db, IdBlocks ids, IBins bins, WarehouseCodes codes, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/warehouse/bins/ranges", async (BinRangeBody body, MakeBins make, WarehouseCodes codes, CancellationToken ct) =>
            {
                var site = await codes.FindAsync(body.Warehouse ?? "", ct);
                return site.Problem is { } unknown ? unknown.ToHttp() : (await make.RunAsync(site.Value, body.ToRange(make.Rules), save: body.Preview != true, ct)).ToHttp();
            })
            .RequireAuthorization("warehouse.edit")
            .DisableAntiforgery()
            .WithSummary("Make the bins of a range; with preview nothing is saved. Answers how many are new and which codes they have");

        routes.MapGet("/warehouse/bins/new", async (ListUrl url, MakeBins make, CancellationToken ct) => await make.ShowAsync(url["warehouse"], null, PostedForm.Blank, ct))
            .RequireAuthorization("warehouse.edit");
        routes.MapPost("/warehouse/bins/new", async (PostedForm form, MakeBins make, Text words, CancellationToken ct) => await make.PostAsync(form, words, ct))
            .RequireAuthorization("warehouse.edit");
    }

    private FloorRules Rules => FloorRules.On(clock.GetUtcNow().UtcDateTime);

    public async Task<Result<BinsMade>> RunAsync(WarehouseId warehouse, BinRange range, bool save, CancellationToken ct)
    {
        if (range.Check(Rules.BinsAtOnceMax).Problem is { } wrong) return wrong;

        await using var unit = await db.BeginAsync(ct);
        var known = await db.Set<BinRecord>().Where(bin => bin.WarehouseId == warehouse && bin.Zone == range.Zone).Select(bin => bin.Code).ToHashSetAsync(ct);
        var made = range.Bins(warehouse, save ? ids.Next : () => 0).Where(bin => !known.Contains(bin.Code)).ToList();
        if (!save) return new BinsMade(made.Count, range.Count - made.Count, made.ConvertAll(bin => bin.Code));
        if (made.Count == 0) return WarehouseProblems.NoBinMade();

        await bins.AddAsync(made, ct);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return new BinsMade(made.Count, range.Count - made.Count, made.ConvertAll(bin => bin.Code));
    }

    /// <summary>The first post shows what would be made; the second, of the same range, makes it.</summary>
    private async Task<PageResult> PostAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var code = form.Text("warehouse", required: true);
        var site = await codes.FindAsync(code, ct);
        if (site.Problem is { } unknown) form.With(unknown with { Field = "warehouse" });
        var range = BinRange.Of(form, Rules);
        if (form.HasProblems) return await ShowAsync(code, null, form, ct);

        var isShown = form.Raw("shown") == $"{code}/{range.Signature}";
        var made = await RunAsync(site.Value, range, save: isShown, ct);
        if (made.Problem is { } problem) return await ShowAsync(code, null, form.With(problem), ct);
        if (!isShown) return await ShowAsync(code, new BinPreview($"{code}/{range.Signature}", made.Value.New, made.Value.Known, made.Value.Codes), form, ct);
        return PageResult.Go(ListUrl.Of("/warehouse/map", null).With("warehouse", code).With("zone", range.Zone).ToString()).Saying(words["{0} bins are made.", made.Value.New]);
    }

    private async Task<PageResult> ShowAsync(string? warehouse, BinPreview? preview, PostedForm form, CancellationToken ct)
    {
        var sites = (await codes.AllAsync(ct)).Values.Order(StringComparer.Ordinal).ToList();
        var parameters = new { Found = new BinMakerView(sites, warehouse, preview, Rules.RowMillimetres, Rules.RackMillimetres), Posted = form };
        return form.HasProblems ? PageResult.Invalid<BinMakerPage>(parameters) : PageResult.Show<BinMakerPage>(parameters);
    }

    /// <param name="Preview">Only says what would be made.</param>
    internal sealed record BinRangeBody(
        string? Warehouse, string? Zone, string? Kind, int RowFrom, int RowTo, int RackFrom, int RackTo, int SlotFrom, int SlotTo, int? RowMillimetres, int? RackMillimetres, bool? Preview)
    {
        public BinRange ToRange(FloorRules rules) => new(
            (Zone ?? "").ToUpperInvariant(), Enum.TryParse<BinKind>(Kind, ignoreCase: true, out var kind) ? kind : BinKind.PickFace, RowFrom, RowTo, RackFrom, RackTo, SlotFrom, SlotTo,
            RowMillimetres ?? rules.RowMillimetres, RackMillimetres ?? rules.RackMillimetres);
    }
}

/// <param name="Known">Were there already.</param>
internal sealed record BinsMade(long New, long Known, IReadOnlyList<string> Codes);
