using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Issuing.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>Keeps what stands at the head of the company's papers, and its logos.</summary>
public sealed class Letterheads(EntrepotDb db, ChangeLog log, TimeProvider clock)
{
    /// <summary>Under which the log keeps changes.</summary>
    public const string Subject = "letterhead";

    /// <summary>The company's own name where nothing was set.</summary>
    public async Task<Letterhead> FindAsync(CancellationToken ct)
    {
        if (await db.Set<LetterheadRow>().SingleOrDefaultAsync(ct) is not { } row) return new() { Name = await CompanyAsync(ct) };
        return new() { Name = row.Name, LocalName = row.LocalName, Seat = row.Seat.Country.Length == 0 ? null : row.Seat, Website = row.Website, Logo = row.Logo };
    }

    /// <summary>Takes everything but the logo; in a unit of work of its own.</summary>
    public async Task<Result> SaveAsync(Letterhead wanted, CancellationToken ct)
    {
        if (Check(wanted) is { } problem) return problem;

        await using var unit = await db.BeginAsync(ct);
        var row = await RowAsync(ct);
        var seat = wanted.Seat ?? new();
        log.Add(Subject, "",
            new("Name in Latin letters", row.Name, wanted.Name), new("Name in own script", row.LocalName, wanted.LocalName),
            new("Registered address", InOneLine(row.Seat), InOneLine(seat)), new("Website", row.Website, wanted.Website));
        (row.Name, row.LocalName, row.Seat, row.Website) = (wanted.Name, wanted.LocalName, seat, wanted.Website);
        return await unit.CommitAsync(ct);
    }

    /// <param name="logo">Null takes it away. Papers that show the earlier one keep it.</param>
    public async Task<Result> SetLogoAsync(LogoPicture? logo, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var row = await RowAsync(ct);
        if (logo is not null && !await db.Set<LogoRow>().AnyAsync(known => known.Hash == logo.Hash, ct))
            db.Add(new LogoRow { TenantId = db.Tenant, Hash = logo.Hash, Png = logo.Png, StoredAt = clock.GetUtcNow().UtcDateTime });
        log.Add(Subject, "", new Change("Logo", Short(row.Logo), Short(logo?.Hash ?? "")));
        row.Logo = logo?.Hash ?? "";
        return await unit.CommitAsync(ct);
    }

    /// <summary>The pictures by their hashes; those that are not kept are absent.</summary>
    public async Task<IReadOnlyDictionary<string, LogoPicture>> LogosAsync(IReadOnlyList<string> hashes, CancellationToken ct)
    {
        var wanted = hashes.Where(hash => hash.Length > 0).Distinct().ToList();
        if (wanted.Count == 0) return new Dictionary<string, LogoPicture>();
        return (await db.Set<LogoRow>().Where(row => wanted.Contains(row.Hash)).ToListAsync(ct)).ToDictionary(row => row.Hash, row => new LogoPicture(row.Hash, row.Png));
    }

    private static Problem? Check(Letterhead wanted)
    {
        if (wanted.Name.Length == 0) return IssuingProblems.NameMissing();
        if (wanted.Name.Any(letter => char.IsLetter(letter) && letter > '\u024f')) return IssuingProblems.NameNotLatin(wanted.Name);
        if (wanted.Seat is not { } seat) return null;
        if (seat.Line1.Length == 0 || seat.City.Length == 0 || seat.Country.Length == 0) return IssuingProblems.SeatIncomplete();
        return Countries.IsKnown(seat.Country) ? null : IssuingProblems.UnknownCountry(seat.Country);
    }

    private async Task<LetterheadRow> RowAsync(CancellationToken ct)
    {
        if (await db.Set<LetterheadRow>().AsTracking().SingleOrDefaultAsync(ct) is { } known) return known;

        var row = new LetterheadRow { TenantId = db.Tenant, Name = await CompanyAsync(ct), LocalName = "", Website = "", Seat = new(), Logo = "" };
        db.Add(row);
        return row;
    }

    private Task<string> CompanyAsync(CancellationToken ct) => db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Name).SingleAsync(ct);

    private static string InOneLine(Address seat) =>
        string.Join(", ", ((string[])[seat.Line1, seat.Line2, seat.Postcode, seat.City, seat.Province, seat.Country, seat.Phone, seat.Email]).Where(part => part.Length > 0));

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
