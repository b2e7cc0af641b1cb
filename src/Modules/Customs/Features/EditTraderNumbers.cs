using System.Text.RegularExpressions;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>The numbers under which the company exports and pays tax, printed on its papers.</summary>
internal sealed partial class EditTraderNumbers(EntrepotDb db) : ITraderNumbers
{
    internal sealed record Request(string? Eori, string? VatNumber, string? Other);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/customs/trader-numbers", async (ITraderNumbers numbers, CancellationToken ct) => TypedResults.Ok(await numbers.AllAsync(ct)))
            .RequireAuthorization("customs.view").DisableAntiforgery().WithSummary("The company's EORI, VAT and other numbers by customs territory");
        routes.MapPut("/api/v1/customs/trader-numbers/{territory}", async (string territory, Request request, EditTraderNumbers edit, CancellationToken ct) => (await edit.RunAsync(territory, request, ct)).ToHttp())
            .RequireAuthorization("customs.edit").DisableAntiforgery().WithSummary("Set the company's numbers in one customs territory (EU, GB, CN …)");
    }

    public async Task<Result> RunAsync(string territory, Request request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var set = Set(new(territory, request.Eori ?? "", request.VatNumber ?? "", request.Other ?? ""));
        return set.IsOk ? await unit.CommitAsync(ct) : set;
    }

    public Result Set(TraderNumbers numbers)
    {
        if (numbers.Territory != "EU" && (!Countries.IsKnown(numbers.Territory) || Countries.CustomsTerritory(numbers.Territory) != numbers.Territory)) return PaperProblems.BadTraderNumber("territory", numbers.Territory);
        if (numbers.Eori.Length > 0 && !Eori().IsMatch(numbers.Eori)) return PaperProblems.BadTraderNumber("eori", numbers.Eori);
        if (numbers.VatNumber.Length > 0 && !VatNumber().IsMatch(numbers.VatNumber)) return PaperProblems.BadTraderNumber("vatNumber", numbers.VatNumber);
        if (numbers.Other.Length > 40) return PaperProblems.BadTraderNumber("other", numbers.Other);

        db.Writes.Execute(PaperSql.SetTrader, true, db.Tenant.Value, numbers.Territory, numbers.Eori, numbers.VatNumber, numbers.Other);
        return Result.Ok;
    }

    public async Task<IReadOnlyList<TraderNumbers>> AllAsync(CancellationToken ct) =>
        await db.Set<TraderRow>().OrderBy(row => row.Territory).Select(row => new TraderNumbers(row.Territory, row.Eori, row.VatNumber, row.OtherNumber)).ToListAsync(ct);

    /// <summary>Regulation (EU) 2015/2446, annex B, D.E. 3/2: country code and up to 15 characters.</summary>
    [GeneratedRegex("^[A-Z]{2}[A-Z0-9]{1,15}$")]
    private static partial Regex Eori();

    [GeneratedRegex("^[A-Z]{2,3}[A-Z0-9 ./-]{2,18}$")]
    private static partial Regex VatNumber();
}
