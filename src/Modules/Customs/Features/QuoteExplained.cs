using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Customs.Features;

/// <summary>The page that quotes a basket and shows how each figure came about, on one day or on two beside each other.</summary>
internal sealed class QuoteExplained(IQuotes quotes, TimeProvider clock)
{
    private const string Path = "/customs/quote";

    /// <summary>What fits into an address; more lines are for the API and the command line.</summary>
    private const int LinesMax = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, async (ListUrl url, QuoteExplained page, CancellationToken ct) => PageResult.Show<QuotePage>(new { Quote = await page.ShowAsync(url, ct) }))
            .RequireAuthorization("customs.view");

    private async Task<QuoteView> ShowAsync(ListUrl url, CancellationToken ct)
    {
        if (url["q"] is not { Length: > 0 } goods) return new(url, [], null);

        var request = Read(url, goods);
        if (request.Problem is { } problem) return new(url, [], problem);

        var day = url.Day("on") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return new(url, await quotes.CompareAsync(request.Value, url.Day("other") is { } other && other != day ? [day, other] : [day], ct), null);
    }

    /// <summary>Lines as <c>code origin quantity price grams</c>, parted by semicolons; the grams may be left out.</summary>
    private static Result<QuoteRequest> Read(ListUrl url, string goods)
    {
        var lines = new List<QuoteLine>();
        foreach (var text in goods.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Count == LinesMax || words.Length is < 4 or > 5 || !long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) || Number(words[3]) is not { } price || Number(words.Length > 4 ? words[4] : "0") is not { } grams)
                return TariffProblems.NotALineOfGoods(text, LinesMax);
            lines.Add(new() { HsCode = words[0], Origin = words[1], Quantity = quantity, UnitPrice = price, WeightGrams = grams, Description = words[0] });
        }

        return Number(url["shipping"] ?? "0") is { } shipping
            ? new QuoteRequest { Destination = url["to"] ?? "", ShipFrom = url["from"] ?? "", Currency = (url["currency"] ?? "").ToUpperInvariant(), Shipping = shipping, BuyerIsBusiness = url["buyer"] == "business", Lines = lines }
            : TariffProblems.NotALineOfGoods(url["shipping"] ?? "", LinesMax);
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
