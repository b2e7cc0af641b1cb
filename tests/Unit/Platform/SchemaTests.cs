using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Platform;

/// <summary>The migrated database and the EF model say the same.</summary>
[Storage]
public sealed class SchemaTests
{
    [Fact]
    public async Task Every_column_of_the_model_stands_in_the_migrated_database_and_the_other_way_round()
    {
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        await using var scope = database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();

        foreach (var entity in db.Model.GetEntityTypes().Where(entity => entity.GetTableName() is not null))
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
            var model = Columns(entity, table).Order(StringComparer.Ordinal);
            var stored = await db.QueryAsync(ColumnsOf(table.Name), row => (Name: row.GetString(0), Required: row.GetInt64(1) == 1, Key: row.GetInt64(2)), CancellationToken.None);
            stored.Select(column => $"{table.Name}.{column.Name}{(column.Required ? "" : "?")}").Order(StringComparer.Ordinal).ShouldBe(model, $"columns of {table.Name}");
            stored.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)
                .ShouldBe(entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName(table)!), $"key of {table.Name}");
        }
    }

    private static string ColumnsOf(string table) => PostgresServer.IsChosen
        ? $"""
          SELECT c.column_name, CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END::bigint, COALESCE(k.ordinal_position, 0)::bigint
          FROM information_schema.columns c
          LEFT JOIN information_schema.key_column_usage k ON k.table_name = c.table_name AND k.column_name = c.column_name AND k.constraint_name = 'pk_{table}'
          WHERE c.table_name = '{table}'
          """
        : $"SELECT name, \"notnull\", pk FROM pragma_table_info('{table}')";

    [Fact]
    public async Task Every_table_of_a_company_begins_its_key_with_the_company()
    {
        await using var database = await TestDatabase.CreateAsync(AllModules.List());
        await using var scope = database.As(TestDatabase.Ours);

        scope.ServiceProvider.GetRequiredService<EntrepotDb>().Model.GetEntityTypes()
            .Where(entity => typeof(ITenantRow).IsAssignableFrom(entity.ClrType) && entity.FindPrimaryKey()!.Properties[0].Name != nameof(ITenantRow.TenantId))
            .Select(entity => entity.DisplayName()).ShouldBeEmpty();
    }

    private static IEnumerable<string> Columns(ITypeBase type, StoreObjectIdentifier table, bool optional = false)
    {
        foreach (var property in type.GetProperties()) yield return $"{table.Name}.{property.GetColumnName(table)}{(property.IsNullable || optional ? "?" : "")}";
        foreach (var complex in type.GetComplexProperties())
            foreach (var column in Columns(complex.ComplexType, table, optional || complex.IsNullable)) yield return column;
    }
}
