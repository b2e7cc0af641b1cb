using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Tax.Features;

/// <summary>The tax offices that know the company: added with the first day, ended with the last.</summary>
internal sealed class EditRegistrations(EntrepotDb db, IdBlocks ids, ChangeLog log, CurrentUser user, TimeProvider clock) : ITaxRegistrations
{
    /// <summary>Under which the log keeps the changes of all of them.</summary>
    public const string Subject = "tax-registrations";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/tax/registrations", async (EditRegistrations registrations, CancellationToken ct) => TypedResults.Ok(await registrations.AllAsync(ct)))
            .RequireAuthorization("finance.view").DisableAntiforgery().WithSummary("Where the company is registered for tax, ended registrations included");
        routes.MapPost("/api/v1/tax/registrations", async (NewTaxRegistration registration, EditRegistrations edit, CancellationToken ct) => (await edit.AddAsync(registration, ct)).ToHttp())
            .RequireAuthorization("finance.post").DisableAntiforgery().WithSummary("Add a registration: kind Vat, Ioss, OssUnion or SalesTax, country, number, first day");
    }

    public async Task<IReadOnlyList<TaxRegistrationInfo>> InForceAsync(DateOnly on, CancellationToken ct) =>
        (await db.Set<TaxRegistrationRow>().Where(row => row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on)).ToListAsync(ct))
            .ConvertAll(row => new TaxRegistrationInfo(row.Kind, row.Country, row.Region, row.Number));

    public async Task<IReadOnlyList<TaxRegistrationLine>> AllAsync(CancellationToken ct) =>
        (await db.Set<TaxRegistrationRow>().OrderBy(row => row.Kind).ThenBy(row => row.Country).ThenBy(row => row.Region).ThenByDescending(row => row.ValidFrom).ToListAsync(ct)).ConvertAll(Line);

    public async Task<Result<long>> AddAsync(NewTaxRegistration asked, CancellationToken ct)
    {
        if (Check(asked) is { } problem) return problem;

        await using var unit = await db.BeginAsync(ct);
        var row = Row(asked);
        var last = row.ValidTo ?? DateOnly.MaxValue;
        var isShop = row.Kind is TaxRegistrationKind.Ioss or TaxRegistrationKind.OssUnion;
        var same = await db.Set<TaxRegistrationRow>().Where(other => other.Kind == row.Kind && (isShop || (other.Country == row.Country && other.Region == row.Region))).ToListAsync(ct);
        if (same.Find(other => other.ValidFrom <= last && !(other.ValidTo < row.ValidFrom)) is { } other) return TaxProblems.Overlaps(other.Number);

        db.Add(row);
        log.Add(Subject, "", new Change(TaxWords.Of(row.Kind), "", Say(row)));
        return (await unit.CommitAsync(ct)).Problem is { } conflict ? conflict : row.Id.Value;
    }

    public async Task<Result> EndAsync(long id, DateOnly lastDay, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<TaxRegistrationRow>().AsTracking().SingleOrDefaultAsync(row => row.Id == new TaxRegistrationId(id), ct) is not { } registration) return TaxProblems.RegistrationNotFound(id);
        if (lastDay < registration.ValidFrom) return TaxProblems.EndsBeforeItBegins() with { Field = "lastDay" };

        var before = Say(registration);
        registration.ValidTo = lastDay;
        log.Add(Subject, reason, new Change(TaxWords.Of(registration.Kind), before, Say(registration)));
        return await unit.CommitAsync(ct);
    }

    private static Problem? Check(NewTaxRegistration asked)
    {
        var isShop = asked.Kind is TaxRegistrationKind.Ioss or TaxRegistrationKind.OssUnion;
        if (!Countries.IsKnown(asked.Country ?? "")) return TaxProblems.UnknownPlace(asked.Country ?? "");
        if (isShop && !Countries.IsInEuCustoms(asked.Country ?? "")) return TaxProblems.NotInTheUnion(asked.Country ?? "");
        if (asked.Kind == TaxRegistrationKind.SalesTax && string.IsNullOrWhiteSpace(asked.Region)) return TaxProblems.RegionMissing();
        if (string.IsNullOrWhiteSpace(asked.Number)) return TaxProblems.NumberMissing();
        if (!Currencies.IsKnown(asked.Currency ?? "")) return TaxProblems.UnknownCurrency(asked.Currency ?? "");
        return asked.ValidTo < asked.ValidFrom ? TaxProblems.EndsBeforeItBegins() : null;
    }

    private TaxRegistrationRow Row(NewTaxRegistration asked) => new()
    {
        TenantId = db.Tenant,
        Id = new(ids.Next()),
        Kind = asked.Kind,
        Country = asked.Country ?? "",
        Region = asked.Kind == TaxRegistrationKind.SalesTax ? (asked.Region ?? "").Trim().ToUpperInvariant() : "",
        Number = (asked.Number ?? "").Trim(),
        Rhythm = asked.Rhythm ?? ReturnForms.Of(asked.Kind, asked.Country ?? "", asked.ValidFrom).Rhythm,
        Currency = asked.Currency ?? "",
        ValidFrom = asked.ValidFrom,
        ValidTo = asked.ValidTo,
        AddedAt = clock.GetUtcNow().UtcDateTime,
        AddedBy = user.Name,
    };

    internal static TaxRegistrationLine Line(TaxRegistrationRow row) => new(row.Id.Value, row.Kind, row.Country, row.Region, row.Number, row.Rhythm, row.Currency, row.ValidFrom, row.ValidTo, row.AddedBy);

    private static string Say(TaxRegistrationRow row) =>
        FormattableString.Invariant($"{row.Country}{(row.Region.Length > 0 ? "-" + row.Region : "")} {row.Number}, {row.ValidFrom:yyyy-MM-dd} –{(row.ValidTo is { } last ? FormattableString.Invariant($" {last:yyyy-MM-dd}") : "")}");
}
