using Entrepot.Platform.Data;
using Npgsql;

namespace Entrepot.Unit.Processes;

/// <summary>What is asked of the driver, and what is complained about at the start.</summary>
public sealed class PostgresSettingsTests
{
    private const string One = "Host=10.0.0.1;Database=x;Username=y";
    private const string Two = "Host=10.0.0.1,10.0.0.2;Database=x;Username=y";

    [Fact]
    public void Of_several_hosts_the_one_that_takes_writes_is_asked_for_and_found_soon()
    {
        var completed = new NpgsqlConnectionStringBuilder(PostgresSettings.Complete(Two));

        (completed.TargetSessionAttributes, completed.HostRecheckSeconds, completed.Timeout).ShouldBe(("primary", 1, 3));
        completed.Options.ShouldNotBeNull().ShouldContain("-c idle_in_transaction_session_timeout=60000");
    }

    [Fact]
    public void What_the_connection_string_says_itself_stays()
    {
        var completed = new NpgsqlConnectionStringBuilder(PostgresSettings.Complete(Two + ";Target Session Attributes=any;Timeout=7;Host Recheck Seconds=20;Options=-c jit=off"));

        (completed.TargetSessionAttributes, completed.HostRecheckSeconds, completed.Timeout, completed.Options).ShouldBe(("any", 20, 7, "-c jit=off"));
        new NpgsqlConnectionStringBuilder(PostgresSettings.Complete(One)).TargetSessionAttributes.ShouldBeNull();
    }

    [Fact]
    public void A_server_as_it_should_be_leaves_nothing_to_say() => Said(Two).ShouldBeEmpty();

    [Theory]
    [InlineData(One, "fsync", "off", "fsync = off")]
    [InlineData(One, "synchronous_commit", "local", "synchronous_commit = local")]
    [InlineData(Two, "synchronous_standby_names", "", "without synchronous_standby_names")]
    [InlineData(One, "max_connections", "90", "this process alone may ask for 100")]
    [InlineData(One, "tcp_user_timeout", "0", "tcp_user_timeout is not set")]
    [InlineData(One, "tcp_keepalives_idle", "0", "tcp_keepalives_idle is not set")]
    [InlineData(One, "idle_in_transaction_session_timeout", "0", "idle_in_transaction_session_timeout is not set")]
    public void What_endangers_a_promise_is_said_with_what_to_do(string address, string setting, string value, string said) =>
        Said(address, (setting, value)).ShouldHaveSingleItem().ShouldContain(said);

    [Theory]
    [InlineData(One, "synchronous_standby_names", "")]
    [InlineData("Host=/var/run/postgresql;Database=x", "tcp_user_timeout", "0")]
    public void What_endangers_nothing_is_not_said(string address, string setting, string value) => Said(address, (setting, value)).ShouldBeEmpty();

    [Theory]
    [InlineData("server_version_num", "140011", "15 or newer")]
    [InlineData("server_encoding", "LATIN1", "ENCODING 'UTF8'")]
    public void A_server_that_cannot_be_used_is_refused(string setting, string value, string said) =>
        Should.Throw<InvalidOperationException>(() => Said(One, (setting, value))).Message.ShouldContain(said);

    private static IReadOnlyList<string> Said(string address, params (string Name, string Value)[] changed)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["server_version_num"] = "150011",
            ["server_encoding"] = "UTF8",
            ["fsync"] = "on",
            ["full_page_writes"] = "on",
            ["synchronous_commit"] = "on",
            ["synchronous_standby_names"] = "b",
            ["max_connections"] = "200",
            ["superuser_reserved_connections"] = "3",
            ["tcp_keepalives_idle"] = "10",
            ["tcp_keepalives_interval"] = "5",
            ["tcp_keepalives_count"] = "3",
            ["tcp_user_timeout"] = "25000",
            ["idle_in_transaction_session_timeout"] = "60000",
        };
        foreach (var (name, value) in changed) found[name] = value;
        return PostgresSettings.Check(found, new(PostgresSettings.Complete(address)));
    }
}
