namespace Entrepot.Platform.Security;

/// <summary>The people of the company, to give work to and to call by name.</summary>
public interface IColleagues
{
    /// <summary>Who may sign in, by name.</summary>
    Task<IReadOnlyList<Colleague>> AllAsync(CancellationToken ct);
}

/// <param name="UserName">What is typed at sign-in: lower case, unique in the company.</param>
public sealed record Colleague(long UserId, string UserName, string Name);
