using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Entrepot.Migrations;

/// <summary>Bookings whose answers were lost and which nobody uses are known by their numbers.</summary>
[DbContext(typeof(EntrepotDb)), Migration("0033_GivenUpBookings")]
internal sealed class M0033GivenUpBookings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "transport_given_up_booking",
        table => new
        {
            tenant_id = table.Column<long>(),
            consignment_id = table.Column<long>(),
            carrier_reference = table.Column<string>(maxLength: 64),
        },
        constraints: table =>
        {
            table.PrimaryKey("pk_transport_given_up_booking", row => new { row.tenant_id, row.consignment_id, row.carrier_reference });
            table.ForeignKey("fk_transport_given_up_booking_consignment", row => new { row.tenant_id, row.consignment_id }, "transport_consignment", ["tenant_id", "id"]);
        });
}
