using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Data;

/// <summary>Reads the imported editions.</summary>
internal static class TariffEditions
{
    /// <summary>Of two that begin on one day the one imported last comes last.</summary>
    public static Task<List<TariffEditionRow>> CurrentAsync(EntrepotDb db, CancellationToken ct) => db.ReadAsync<TariffEditionRow>(TariffSql.Current, ct);

    public static Task<List<TariffEditionRow>> AllAsync(EntrepotDb db, CancellationToken ct) => db.ReadAsync<TariffEditionRow>(TariffSql.All, ct);

    public static async Task<List<TariffRow>> RowsAsync(EntrepotDb db, long edition, CancellationToken ct) => Unpack(await db.ReadAsync<TariffPartRow>(TariffSql.Parts, ct, edition));

    public static async Task<List<TariffRow>> ChapterAsync(EntrepotDb db, long edition, string chapter, CancellationToken ct) => Unpack(await db.ReadAsync<TariffPartRow>(TariffSql.Part, ct, edition, chapter));

    public static TariffHead HeadOf(TariffEditionRow row) => new(row.Schedule, row.Destination, row.Currency, row.Title, row.ValidFrom, row.Source) { Id = row.Id };

    private static List<TariffRow> Unpack(List<TariffPartRow> parts) => [.. parts.SelectMany(part => TariffContent.Read(part.Content))];
}
