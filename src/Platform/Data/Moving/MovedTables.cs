using System.Globalization;
using Entrepot.Platform.Security.Keys;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data.Moving;

/// <summary>All tables of a company, each after those that its rows refer to, and the tables that all companies share.</summary>
internal sealed class MovedTables
{
    /// <summary>What is about a database or an installation and not about the company.</summary>
    private static readonly HashSet<Type> StayBehind = [typeof(CompanyFence), typeof(MoveProgress), typeof(Tenant), typeof(IdBlockRow), typeof(CellRow), typeof(DirectoryRow), typeof(SharedEdition), typeof(StoredKey), typeof(RunRow)];

    private MovedTables(IReadOnlyList<MovedTable> ofCompany, IReadOnlyList<MovedTable> shared, HashSet<string> referred) =>
        (OfCompany, Shared, this.referred) = (ofCompany, shared, referred);

    private readonly HashSet<string> referred;

    public IReadOnlyList<MovedTable> OfCompany { get; }
    public IReadOnlyList<MovedTable> Shared { get; }

    /// <summary>Whether rows of other tables refer to this one's: it must be complete before theirs come.</summary>
    public bool IsReferredTo(MovedTable table) => referred.Contains(table.Name);

    /// <summary>Counts the company's rows in all tables at once: a table's place in <see cref="OfCompany"/>, its rows, and what else is asked for.</summary>
    public string Count(string also) => string.Join(" UNION ALL ", OfCompany.Select((table, place) => string.Create(CultureInfo.InvariantCulture, $"SELECT {place}, COUNT(*){also} FROM {table.Name} WHERE tenant_id = @p0")));

    /// <summary>Driven by the model: a module's new table moves without anybody thinking of it.</summary>
    public static async Task<MovedTables> OfAsync(EntrepotDb db, CancellationToken ct)
    {
        var references = await db.QueryAsync(db.Engine.ReadReferences, row => (From: row.GetString(0), To: row.GetString(1)), ct);
        var all = db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null && !StaysBehind(entity.ClrType))
            .Select(entity => new MovedTable(entity)).OrderBy(table => table.Name, StringComparer.Ordinal).ToList();
        var ordered = InOrder(all, references.ToLookup(pair => pair.From, pair => pair.To, StringComparer.Ordinal));
        return new([.. ordered.Where(table => table.IsOfCompany)], [.. ordered.Where(table => !table.IsOfCompany)],
            references.Where(pair => pair.From != pair.To).Select(pair => pair.To).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether rows of a type belong to no company and must be the same in every database.</summary>
    public static bool AreShared(Type row) => !typeof(ITenantRow).IsAssignableFrom(row) && !StaysBehind(row);

    private static bool StaysBehind(Type row) => StayBehind.Contains(row) || typeof(IStaysBehind).IsAssignableFrom(row);

    private static List<MovedTable> InOrder(List<MovedTable> all, ILookup<string, string> references)
    {
        var byName = all.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<MovedTable>();
        foreach (var table in all) Place(table);
        return ordered;

        void Place(MovedTable table)
        {
            if (!placed.Add(table.Name)) return;
            foreach (var to in references[table.Name])
                if (byName.TryGetValue(to, out var referred)) Place(referred);
            ordered.Add(table);
        }
    }
}
