using System.Data.Common;
using Entrepot.Customs.Domain.Parties;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Data;

/// <summary>A current list as the database names it.</summary>
internal sealed record PartyListVersion(string Code, string Version, string Hash, int Entries, int Names, DateOnly? Dated);

internal static class PartyListVersions
{
    public static Task<List<PartyListVersion>> ReadAsync(EntrepotDb db, CancellationToken ct) =>
        db.QueryAsync(PartySql.CurrentLists, row => new PartyListVersion(row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetInt32(5), Day(row, 6)), ct);

    public static Task<List<ListedName>> ReadNamesAsync(EntrepotDb db, CancellationToken ct) => db.QueryAsync(PartySql.CurrentNames, Name, ct);

    public static Task<List<ListedName>> ReadNamesAsync(EntrepotDb db, string code, CancellationToken ct) => db.QueryAsync(PartySql.NamesOf, Name, ct, code);

    private static ListedName Name(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetString(5), Day(row, 6));

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
