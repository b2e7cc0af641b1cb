using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Transport.Carriers;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Entrepot.Transport.Packing;
using Entrepot.Transport.Rates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Features;

/// <summary>What a company plans and books with: its rate cards, cartons, shopping policy and carrier accounts.</summary>
internal sealed class SetUpTransport(EntrepotDb db, IdBlocks idBlocks, CarrierList carriers, CarrierAccounts accounts, CurrentUser user, TimeProvider clock) : ITransportSetup
{
    /// <summary>A card of twenty services and zones is 30 KB.</summary>
    private const int RateCardCharactersMax = 2_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/transport/rate-cards", async (HttpRequest request, SetUpTransport setup, CancellationToken ct) => (await setup.RunAsync(async () => await setup.AddRateCardAsync(await BodyAsync(request, ct), ct), ct)).ToHttp())
            .RequireAuthorization("settings.edit").DisableAntiforgery().WithSummary("Add a dated rate card");
        routes.MapPut("/api/v1/transport/cartons/{code}", async (string code, CartonBody body, SetUpTransport setup, CancellationToken ct) => (await setup.RunAsync(() => Task.FromResult(setup.SetCarton(code, body)), ct)).ToHttp())
            .RequireAuthorization("settings.edit").DisableAntiforgery().WithSummary("Set a carton of the company's own");
        routes.MapPut("/api/v1/transport/shopping-policy", async (PolicyBody body, SetUpTransport setup, CancellationToken ct) => (await setup.RunAsync(() => Task.FromResult(setup.SetPolicy(body)), ct)).ToHttp())
            .RequireAuthorization("settings.edit").DisableAntiforgery().WithSummary("Set what a day is worth when services are compared");
        routes.MapPut("/api/v1/transport/carrier-accounts/{carrier}", async (string carrier, AccountBody body, SetUpTransport setup, CancellationToken ct) => (await setup.RunAsync(() => setup.SetAccountAsync(body.ToSettings(carrier), ct), ct)).ToHttp())
            .RequireAuthorization("settings.edit").DisableAntiforgery().WithSummary("Set the account with a carrier");
    }

    public Task<Result> SetAccountAsync(CarrierAccountSettings account, CancellationToken ct)
    {
        if (carriers.Find(account.Carrier) is null) return Task.FromResult<Result>(TransportProblems.UnknownCarrier(account.Carrier, carriers.Codes));
        accounts.Set(account);
        return Task.FromResult(Result.Ok);
    }

    public async Task<Result> AddRateCardAsync(string json, CancellationToken ct)
    {
        var read = RateCardCheck.Read(json);
        if (read.Problem is { } problem) return problem;

        var card = read.Value;
        if (carriers.Find(card.Carrier) is null) return TransportProblems.UnknownCarrier(card.Carrier, carriers.Codes);
        var firstDay = card.ValidFrom.ToString("O", CultureInfo.InvariantCulture);
        if (await db.Set<RateCardRow>().AnyAsync(row => row.Carrier == card.Carrier && row.Origin == card.Origin && row.ValidFrom == firstDay, ct))
            return TransportProblems.RateCardExists(card.Carrier, card.Origin, card.ValidFrom);

        db.Writes.Insert(new RateCardRow
        {
            TenantId = db.Tenant,
            Id = idBlocks.Next(),
            Carrier = card.Carrier,
            Origin = card.Origin,
            ValidFrom = firstDay,
            ValidTo = card.ValidTo?.ToString("O", CultureInfo.InvariantCulture),
            Source = card.Source,
            Document = json,
            AddedAt = Now,
            AddedBy = user.Name,
        });
        NextVersion();
        return Result.Ok;
    }

    public Result SetCarton(string code, CartonBody body)
    {
        if (!body.Inner.IsKnown || !body.Outer.IsKnown || body.TareGrams < 0 || body.ContentsMaxGrams <= 0 || code is PackedCarton.OwnBox or { Length: 0 or > 16 }) return TransportProblems.BadCarton(code);
        db.Writes.Execute(
            RateSql.SetCarton, true, db.Tenant.Value, code, body.Name, body.Inner.LengthMillimetres, body.Inner.WidthMillimetres, body.Inner.HeightMillimetres,
            body.Outer.LengthMillimetres, body.Outer.WidthMillimetres, body.Outer.HeightMillimetres, body.TareGrams, body.ContentsMaxGrams, Timestamps.ToStored(Now));
        NextVersion();
        return Result.Ok;
    }

    public Result SetPolicy(PolicyBody body)
    {
        if (body.DayValueMinor < 0 || !Currencies.IsKnown(body.DayValueCurrency)) return TransportProblems.BadPolicy();
        db.Writes.Execute(RateSql.SetPolicy, true, db.Tenant.Value, body.DayValueMinor, body.DayValueCurrency, Timestamps.ToStored(Now), user.Name);
        NextVersion();
        return Result.Ok;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<Result> RunAsync(Func<Task<Result>> change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if ((await change()).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }

    private void NextVersion() => db.Writes.Execute(RateSql.NextVersion, true, db.Tenant.Value);

    private static async Task<string> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        using var reader = new StreamReader(request.Body);
        var buffer = new char[RateCardCharactersMax];
        return new(buffer, 0, await reader.ReadBlockAsync(buffer, ct)); // A longer one is cut, and refused as broken JSON.
    }
}

internal sealed record CartonBody(string Name, Dimensions Inner, Dimensions Outer, long TareGrams, long ContentsMaxGrams);

internal sealed record PolicyBody(long DayValueMinor, string DayValueCurrency);

internal sealed record AccountBody(Uri BaseUrl, string AccountNumber, string ClientId, string ClientSecret, Dictionary<string, string>? Options, long PollSeconds)
{
    /// <summary>Without the secrets, wherever it may be written.</summary>
    public override string ToString() => $"account {AccountNumber}";

    public CarrierAccountSettings ToSettings(string carrier) => new(carrier, BaseUrl, AccountNumber, ClientId, ClientSecret, Options ?? [], TimeSpan.FromSeconds(PollSeconds));
}
