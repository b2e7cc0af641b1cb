using System.Net.Sockets;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Entrepot.Unit.Processes;

/// <summary>Whose fault a failure of PostgreSQL is decides whether a batch is halved, waited for or done again.</summary>
public sealed class PostgresFaultTests
{
    private static readonly DatabaseEngine Engine = DatabaseEngine.At("Host=nowhere.invalid;Database=x");

    [Theory]
    [InlineData("57P01", true, true)]  // The administrator stopped the server.
    [InlineData("57P02", true, true)]  // It crashed.
    [InlineData("57P03", true, true)]  // It is starting.
    [InlineData("40001", true, true)]  // Serialisation failure.
    [InlineData("40P01", true, true)]  // Deadlock.
    [InlineData("08006", true, true)]  // The connection broke.
    [InlineData("25006", true, true)]  // The old primary has become a standby.
    [InlineData("53300", true, true)]  // Too many connections.
    [InlineData("53100", true, false)] // The disk is full: it does not empty itself.
    [InlineData("42P01", true, false)] // A table is missing: not migrated.
    [InlineData("28P01", true, false)] // Wrong password.
    [InlineData("3D000", true, false)] // No such database.
    [InlineData("42501", false, false)] // A row of another company.
    [InlineData("23505", false, false)] // A key twice.
    [InlineData("22001", false, false)] // A text too long.
    public void What_the_server_says_is_an_outage_or_passes_by_itself_or_is_the_fault_of_a_batch(string code, bool isOutage, bool isAway)
    {
        Exception said = new PostgresException("planted", "ERROR", "ERROR", code);

        foreach (var shown in new[] { said, new DbUpdateException("planted", said), new InvalidOperationException("likely due to a transient failure", said), new InvalidOperationException("wrapped twice", new DbUpdateException("planted", said)) })
            (Engine.IsOutage(shown), Engine.IsAway(shown)).ShouldBe((isOutage, isAway), shown.GetType().Name);
    }

    [Fact]
    public void A_connection_that_cannot_be_had_passes_by_itself_also_where_the_driver_does_not_say_so()
    {
        var none = new NpgsqlException("No suitable host was found.");
        none.IsTransient.ShouldBeFalse("the driver's own word would end the work of a server while a standby takes over");

        Engine.IsAway(none).ShouldBeTrue();
        Engine.IsAway(new NpgsqlException("Exception while reading from stream", new TimeoutException())).ShouldBeTrue();
        Engine.IsAway(new SocketException((int)SocketError.HostNotFound)).ShouldBeTrue();
        Engine.IsOutage(none).ShouldBeTrue();
    }

    [Fact]
    public void What_others_say_is_not_the_databases_fault()
    {
        Engine.IsAway(new HttpRequestException("a carrier", new SocketException((int)SocketError.ConnectionRefused))).ShouldBeFalse();
        Engine.IsOutage(new InvalidOperationException("a bug")).ShouldBeFalse();
        Engine.IsAway(new TimeoutException()).ShouldBeFalse();
    }
}
