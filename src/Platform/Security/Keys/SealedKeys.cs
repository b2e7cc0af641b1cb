using System.Xml.Linq;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security.Keys.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Security.Keys;

/// <summary>
/// The framework's keys in the database, each sealed as a whole with the master key: all processes of an installation have
/// the same ones, and a copy of the database alone opens nothing.
/// </summary>
internal sealed class SealedKeys(IServiceScopeFactory scopes, TimeProvider clock) : IXmlRepository
{
    private MasterKey? master;

    /// <summary>Set once, before the server listens.</summary>
    public MasterKey Master
    {
        private get => master ?? throw new InvalidOperationException("Keys were asked for before the database was prepared.");
        set => master = value;
    }

    /// <remarks>Asked once a day by the framework, which cannot wait for a task.</remarks>
    public IReadOnlyCollection<XElement> GetAllElements() => [.. Read().Select(row => XElement.Parse(Master.Open(row.Name, row.Sealed)))];

    public void StoreElement(XElement element, string friendlyName) =>
        Run(KeySql.Add, command => command.ExecuteNonQuery(), friendlyName, Master.Id, Master.Seal(friendlyName, element.ToString(SaveOptions.DisableFormatting)), Timestamps.ToStored(clock.GetUtcNow().UtcDateTime));

    public List<(string Name, string Master, string Sealed)> Read() => Run(KeySql.All, command =>
    {
        var found = new List<(string, string, string)>();
        using var rows = command.ExecuteReader();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        return found;
    });

    public void CopyTo(SealedKeys other)
    {
        foreach (var row in Read()) other.StoreElement(XElement.Parse(Master.Open(row.Name, row.Sealed)), row.Name);
    }

    public void SealAnew(string name, MasterKey former, string stored) =>
        Run(KeySql.SealAnew, command => command.ExecuteNonQuery(), name, former.Id, Master.Id, Master.Seal(name, former.Open(name, stored)));

    private T Run<T>(string sql, Func<System.Data.Common.DbCommand, T> run, params object?[] values)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        db.Database.OpenConnection();
        using var command = db.Command(sql, values);
        return run(command);
    }
}
