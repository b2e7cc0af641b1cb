using System.Reflection;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Processes;

/// <summary>The program of the next release, as far as its database is concerned: this one with one step of the schema more.</summary>
internal static class NextRelease
{
    /// <summary>Makes a host one of the next release.</summary>
    public static void Of<TStep>(IServiceCollection services) where TStep : Migration =>
        services.ConfigureDbContext<EntrepotDb>(options => options.ReplaceService<IMigrationsAssembly, WithOneMore<TStep>>());

#pragma warning disable EF1001 // There is no public way to say that there is one step more; a change of it breaks these tests and nothing else.
    private sealed class WithOneMore<TStep>(ICurrentDbContext context, IDbContextOptions options, IMigrationsIdGenerator ids, IDiagnosticsLogger<DbLoggerCategory.Migrations> log)
        : MigrationsAssembly(context, options, ids, log) where TStep : Migration
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new SortedList<string, TypeInfo>(
            new MigrationsAssembly(context, options, ids, log).Migrations.Append(KeyValuePair.Create(typeof(TStep).GetCustomAttribute<MigrationAttribute>()!.Id, typeof(TStep).GetTypeInfo())).ToDictionary(),
            StringComparer.Ordinal);
    }
#pragma warning restore EF1001
}

/// <summary>A step as the rules have it: columns, a table and an index that an older program knows nothing of.</summary>
[Migration("9001_Expand")]
internal sealed class Expand : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("gift_note", "orders_order", nullable: true);
        migrationBuilder.AddColumn<long>("weight_grams", "channels_incoming", nullable: false, defaultValue: 0L);
        migrationBuilder.CreateTable("orders_gift", table => new { tenant_id = table.Column<long>(), id = table.Column<long>() }, constraints: table => table.PrimaryKey("pk_orders_gift", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_orders_order_gift", "orders_order", ["tenant_id", "gift_note"]);
    }
}

/// <summary>A step that takes away what this release uses, and says so.</summary>
[Migration("9002_Forget_contract")]
internal sealed class Contract : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("headers", "platform_idempotency");
        migrationBuilder.CreateTable("orders_gift", table => new { tenant_id = table.Column<long>(), id = table.Column<long>() }, constraints: table => table.PrimaryKey("pk_orders_gift", row => new { row.tenant_id, row.id }));
    }
}
