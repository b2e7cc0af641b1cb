using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>The words that orders are found by, in an index of their own, so that a search does not look at every order.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0020_OrderWords")]
internal sealed class M0020OrderWords : Migration
{
    /// <summary>Without a row number beside the key, which is the whole row.</summary>
    private const string CreateSqlite = """
        CREATE TABLE orders_word (tenant_id INTEGER NOT NULL, word TEXT NOT NULL, order_id INTEGER NOT NULL,
            CONSTRAINT pk_orders_word PRIMARY KEY (tenant_id, word, order_id)) WITHOUT ROWID
        """;

    /// <summary>Words are read by ranges of code points, whatever the database's own order of letters.</summary>
    private const string CreatePostgres = """
        CREATE TABLE orders_word (tenant_id bigint NOT NULL, word character varying(64) COLLATE "C" NOT NULL, order_id bigint NOT NULL,
            CONSTRAINT pk_orders_word PRIMARY KEY (tenant_id, word, order_id))
        """;

    /// <summary>Orders of before are found by the words of their buyer's name as they are written; PostgreSQL's functions.</summary>
    private const string FillPostgres = """
        INSERT INTO orders_word (tenant_id, word, order_id)
        SELECT DISTINCT tenant_id, left(word, 64), id
        FROM orders_order, regexp_split_to_table(lower(buyer_name), '\s+') word WHERE word <> ''
        UNION SELECT tenant_id, left('#' || lower(external_number), 64), id FROM orders_order
        """;

    private const string FillSqlite = """
        INSERT INTO orders_word (tenant_id, word, order_id)
        WITH RECURSIVE split (tenant_id, id, word, rest) AS (
            SELECT tenant_id, id, '', lower(trim(buyer_name)) || ' ' FROM orders_order
            UNION ALL
            SELECT tenant_id, id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> '')
        SELECT DISTINCT tenant_id, substr(word, 1, 64), id FROM split WHERE word <> ''
        UNION SELECT tenant_id, substr('#' || lower(external_number), 1, 64), id FROM orders_order
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var isSqlite = migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";
        migrationBuilder.Sql(isSqlite ? CreateSqlite : CreatePostgres);
        migrationBuilder.Sql(isSqlite ? FillSqlite : FillPostgres);

        migrationBuilder.DropIndex("ix_orders_order_external", "orders_order"); // Shops' numbers are found among the words.
        migrationBuilder.DropIndex("ix_orders_order_listed", "orders_order");
        migrationBuilder.DropIndex("ix_orders_order_country", "orders_order");
        migrationBuilder.CreateIndex("ix_orders_order_country", "orders_order", ["tenant_id", "country", "id"]);
        migrationBuilder.CreateIndex("ix_orders_order_listed", "orders_order", ["tenant_id", "id", "status", "channel_id", "country", "hold_code"]);
    }
}
