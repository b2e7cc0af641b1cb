using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Customs.Features;

/// <summary>What a basket costs at its destination: asked by a checkout or for an order, kept for a buyer, compared between the laws of several days.</summary>
internal sealed class QuoteGoods(EntrepotDb db, ILandedCost landedCost, ITariffRates tariffs, IQuoteExchange exchange, IdBlocks ids, TimeProvider clock) : IQuotes
{
    /// <summary>A buyer pays within some days; beyond a week exchange rates and law move too far.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>As many as the journey takes at once.</summary>
    private const int BatchMax = 512;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/customs/quotes", async (QuoteBatch batch, QuoteGoods quotes, CancellationToken ct) =>
                batch.Quotes.Count > BatchMax ? TariffProblems.TooManyQuotes().ToHttp() : Results.Ok(new { quotes = await quotes.QuoteAsync(batch.Quotes, batch.Date, batch.Keep, ct) }))
            .RequireAuthorization("customs.view").DisableAntiforgery()
            .WithSummary("Duty, import tax and fees of baskets, itemised by line with rules and sources; kept for a week where asked");
        routes.MapPost("/api/v1/customs/quotes/compare", async (QuoteComparison asked, QuoteGoods quotes, CancellationToken ct) =>
                asked.Dates.Count > BatchMax ? TariffProblems.TooManyQuotes().ToHttp() : Results.Ok(new { quotes = await quotes.CompareAsync(asked.Quote, asked.Dates, ct) }))
            .RequireAuthorization("customs.view").DisableAntiforgery()
            .WithSummary("The same basket under the law of several days");
        routes.MapGet("/api/v1/customs/quotes/{id}", async (string id, QuoteGoods quotes, CancellationToken ct) => (await quotes.FindAsync(id, ct)).ToHttp())
            .RequireAuthorization("customs.view").DisableAntiforgery()
            .WithSummary("A kept quote, as it was given");
    }

    public async Task<IReadOnlyList<QuoteAnswer>> QuoteAsync(IReadOnlyList<QuoteRequest> requests, DateOnly? on, bool keep, CancellationToken ct)
    {
        await tariffs.ReadyAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = DateOnly.FromDateTime(now);
        var rates = new Dictionary<DateOnly, FxTable>();
        var days = new (QuoteRequest Quote, DateOnly Day, FxTable Fx)[requests.Count];
        for (var i = 0; i < days.Length; i++)
        {
            var day = on ?? requests[i].Date ?? today;
            var fxDay = day < today ? day : today;
            if (!rates.TryGetValue(fxDay, out var fx)) rates[fxDay] = fx = await exchange.AsOfAsync(fxDay, ct);
            days[i] = (requests[i], day, fx);
        }

        var answers = Reckon(landedCost, days);
        return keep ? await KeepAsync(requests, answers, now, ct) : answers;
    }

    public async Task<IReadOnlyList<QuoteAnswer>> CompareAsync(QuoteRequest request, IReadOnlyList<DateOnly> days, CancellationToken ct)
    {
        await tariffs.ReadyAsync(ct);
        var fx = await exchange.AsOfAsync(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), ct);
        return Reckon(landedCost, [.. days.Select(day => (request, day, fx))]);
    }

    public async Task<Result<QuoteAnswer>> FindAsync(string id, CancellationToken ct)
    {
        if (!long.TryParse(id, out var key) || await QuoteSql.FindAsync(db, key, ct) is not { } kept) return TariffProblems.NoQuote(id);
        if (kept.ValidUntil < clock.GetUtcNow().UtcDateTime) return TariffProblems.QuoteExpired(id, DateOnly.FromDateTime(kept.ValidUntil));
        return JsonSerializer.Deserialize<QuoteAnswer>(kept.Answer) is { } answer ? answer : TariffProblems.NoQuote(id);
    }

    /// <summary>In memory; those that cannot be asked are refused in their place.</summary>
    internal static QuoteAnswer[] Reckon(ILandedCost landedCost, IReadOnlyList<(QuoteRequest Quote, DateOnly Day, FxTable Fx)> asked)
    {
        var answers = new QuoteAnswer[asked.Count];
        var requests = new List<LandedCostRequest>(asked.Count);
        var places = new List<int>(asked.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            var (quote, day, fx) = asked[i];
            var request = QuoteShape.Request(quote, day, fx);
            if (request.Problem is { } problem)
            {
                answers[i] = QuoteShape.Refusal(quote, day, fx, problem);
                continue;
            }

            requests.Add(request.Value);
            places.Add(i);
        }

        var found = landedCost.Quote(requests);
        for (var k = 0; k < places.Count; k++)
        {
            var (quote, day, fx) = asked[places[k]];
            answers[places[k]] = found[k].Problem is { } why ? QuoteShape.Refusal(quote, day, fx, why) : QuoteShape.Answer(quote, requests[k], found[k].Value);
        }

        return answers;
    }

    private async Task<QuoteAnswer[]> KeepAsync(IReadOnlyList<QuoteRequest> requests, QuoteAnswer[] answers, DateTime now, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Problem is not null) continue;
            var id = ids.Next();
            answers[i] = answers[i] with { Id = id.ToString(System.Globalization.CultureInfo.InvariantCulture), MadeAt = now, ValidUntil = now + Lifetime };
            db.Writes.Insert(new QuoteRow
            {
                TenantId = db.Tenant,
                Id = id,
                Reference = requests[i].Reference,
                MadeAt = now,
                ValidUntil = now + Lifetime,
                Request = JsonSerializer.Serialize(requests[i]),
                Answer = JsonSerializer.Serialize(answers[i]),
            });
        }

        await unit.CommitAsync(ct);
        return answers;
    }
}

/// <param name="Date">The day whose law applies to all of them; null for each one's own.</param>
internal sealed record QuoteBatch(IReadOnlyList<QuoteRequest> Quotes, DateOnly? Date = null, bool Keep = false);

internal sealed record QuoteComparison(QuoteRequest Quote, IReadOnlyList<DateOnly> Dates);
