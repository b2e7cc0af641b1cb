using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entrepot.Platform.Data;

/// <summary>
/// Writes changed rows that EF Core tracks as batches write theirs: one statement, prepared once, for all rows of a table of
/// which the same columns have changed. EF Core itself makes a statement of its own for each row, which costs ten times what
/// the database does. Whatever is more than that (rows added or removed, changed keys) goes through EF Core.
/// </summary>
internal static class TrackedWrites
{
    private static readonly ConcurrentDictionary<IEntityType, ChangedTable> Tables = [];

    /// <returns>How many rows were changed.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed or removed one of the rows since it was read.</exception>
    public static async Task<int> SaveAsync(EntrepotDb db, CancellationToken ct)
    {
        var changed = new List<EntityEntry>();
        foreach (var entry in db.ChangeTracker.Entries()) // Which looks for changes.
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.State != EntityState.Modified) return await db.SaveChangesAsync(ct);
            changed.Add(entry);
        }

        if (changed.Count == 0) return 0;
        if (Statements(changed) is not { } statements) return await db.SaveChangesAsync(ct);
        await WriteAsync(db, statements, ct);
        db.ChangeTracker.AcceptAllChanges();
        return changed.Count;
    }

    /// <exception cref="DbUpdateConcurrencyException">A statement met no row: somebody else was first.</exception>
    public static async Task WriteAsync(EntrepotDb db, IReadOnlyList<PendingStatement> statements, CancellationToken ct)
    {
        try
        {
            await db.Engine.WriteAsync(db.Database.GetDbConnection(), [], statements, ct);
        }
        catch (NotOneRowException meanwhile)
        {
            throw new DbUpdateConcurrencyException("A row was changed or removed since it was read.", meanwhile);
        }
    }

    /// <summary>Null where a change is none of those that are written here.</summary>
    private static List<PendingStatement>? Statements(List<EntityEntry> changed)
    {
        var statements = new Dictionary<(ChangedTable Table, ulong Columns), PendingStatement>();
        foreach (var entry in changed)
        {
            var table = Tables.GetOrAdd(entry.Metadata, type => new(type));
            if (table.Changed(entry) is not { } columns) return null;
            if (columns == 0) continue;
            if (!statements.TryGetValue((table, columns), out var statement)) statements[(table, columns)] = statement = new(table.Sql(columns), ExpectOneRow: true, []);
            statement.Values.Add(table.Values(entry, columns));
        }

        return [.. statements.Values];
    }

    /// <summary>One entity's table. A set of its columns is a bit for each.</summary>
    private sealed class ChangedTable
    {
        private readonly string name;
        private readonly IProperty[] keys;
        private readonly IProperty[] versions;
        private readonly IReadOnlyList<(IProperty Property, string Column)> columns;
        private readonly bool isPlain;

        public ChangedTable(IEntityType entity)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName() ?? throw new InvalidOperationException($"{entity.Name} has no table."));
            name = table.Name;
            keys = [.. entity.FindPrimaryKey()?.Properties ?? throw new InvalidOperationException($"{entity.Name} has no key.")];
            versions = [.. entity.GetProperties().Where(property => property.IsConcurrencyToken)];
            columns = [.. entity.GetProperties().Where(property => !property.IsPrimaryKey()).Select(property => (property, property.GetColumnName(table) ?? throw new InvalidOperationException($"{property.Name} has no column in {name}.")))];
            isPlain = columns.Count < 64 && !entity.GetComplexProperties().Any() && !entity.GetMappingFragments(StoreObjectType.Table).Any() && entity.BaseType is null;
        }

        /// <summary>Null where EF Core has to write it.</summary>
        public ulong? Changed(EntityEntry entry)
        {
            if (!isPlain) return null;
            var changed = 0UL;
            for (var i = 0; i < columns.Count; i++)
            {
                var property = columns[i].Property;
                if (!entry.Property(property).IsModified) continue;
                if (property.IsForeignKey() || property.GetContainingIndexes().Any(index => index.IsUnique)) return null; // The order of the statements would matter.
                changed |= 1UL << i;
            }

            return changed;
        }

        public string Sql(ulong changed)
        {
            var at = 0;
            var set = string.Join(", ", Of(changed).Select(column => $"{column.Column} = @p{at++}"));
            var where = string.Join(" AND ", keys.Concat(versions).Select(property => $"{property.GetColumnName()} = @p{at++}"));
            return $"UPDATE {name} SET {set} WHERE {where}";
        }

        public object?[] Values(EntityEntry entry, ulong changed) =>
        [
            .. Of(changed).Select(column => Stored(column.Property, entry.Property(column.Property).CurrentValue)),
            .. keys.Concat(versions).Select(property => Stored(property, entry.Property(property).OriginalValue)),
        ];

        private IEnumerable<(IProperty Property, string Column)> Of(ulong changed) => columns.Where((_, i) => (changed & (1UL << i)) != 0);

        /// <summary>As hand-written statements give it: whole numbers are long.</summary>
        private static object? Stored(IProperty property, object? value)
        {
            var stored = value is not null && property.GetRelationalTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
            return stored switch { int number => (long)number, short number => (long)number, Enum => throw new InvalidOperationException($"{property.Name} is stored by no rule."), _ => stored };
        }
    }
}
