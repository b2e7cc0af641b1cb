using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Customs declarations with all that happened to them, and the companies' ways to customs.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0059_Declarations")]
internal sealed class M0059Declarations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "customs_declaration",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                reference = table.Column<string>(maxLength: 35),
                type = table.Column<string>(maxLength: 3),
                batch = table.Column<string>(maxLength: 64),
                stage = table.Column<string>(maxLength: 32),
                stage_at = table.Column<long>(),
                description = table.Column<string>(),
                message = table.Column<string>(),
                message_hash = table.Column<string>(maxLength: 64),
                mrn = table.Column<string>(maxLength: 70, nullable: true),
                conversation_id = table.Column<string>(maxLength: 64, nullable: true),
                documents_due_at = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                created_by = table.Column<string>(),
                filed_at = table.Column<long>(nullable: true),
                changes = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_declaration", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_customs_declaration_reference", "customs_declaration", ["tenant_id", "reference"], unique: true);
        migrationBuilder.CreateIndex("ix_customs_declaration_mrn", "customs_declaration", ["tenant_id", "mrn"]);
        migrationBuilder.CreateTable(
            "customs_declaration_event",
            table => new
            {
                tenant_id = table.Column<long>(),
                id = table.Column<long>(),
                declaration_id = table.Column<long>(),
                key = table.Column<string>(maxLength: 64),
                name = table.Column<string>(maxLength: 32),
                at = table.Column<long>(),
                recorded_at = table.Column<long>(),
                recorded_by = table.Column<string>(),
                words = table.Column<string>(),
                from_stage = table.Column<string>(maxLength: 32, nullable: true),
                to_stage = table.Column<string>(maxLength: 32, nullable: true),
                document = table.Column<string>(nullable: true),
                document_hash = table.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_customs_declaration_event", row => new { row.tenant_id, row.id }));
        migrationBuilder.CreateIndex("ix_customs_declaration_event_key", "customs_declaration_event", ["tenant_id", "declaration_id", "key"], unique: true);
        migrationBuilder.CreateTable(
            "customs_filing_account",
            table => new
            {
                tenant_id = table.Column<long>(),
                target = table.Column<string>(maxLength: 16),
                base_url = table.Column<string>(),
                submitter = table.Column<string>(maxLength: 17),
                token = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("pk_customs_filing_account", row => new { row.tenant_id, row.target }));
    }
}
