using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Identity.Contracts;

/// <summary>
/// What a person does here; each role stands for a list of permissions (<c>Rules/role_permissions.tsv</c>), and
/// <see cref="Own"/> for one that the company has put together itself.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role { Operator, Warehouse, Finance, Administrator, Own }

/// <param name="UserName">What is typed at sign-in: 2 to 64 letters, digits and <c>. - _ @ +</c>; upper and lower case are the same. Unique in the company.</param>
/// <param name="Language">Code of the screens' language, e.g. <c>en</c> or <c>zh-CN</c>; empty for the browser's.</param>
/// <param name="OwnRole">The id of the company's own role; null with every role but <see cref="Role.Own"/>.</param>
public sealed record NewUser(string UserName, string DisplayName, string Password, Role Role, string Language = "", long? OwnRole = null);

/// <summary>
/// Gives a company its first users and keys: for the set-up, the demo and the command line, where nobody is signed in.
/// Each call is a unit of work of its own; call it with none open.
/// </summary>
public interface IIdentitySetup
{
    /// <summary>Whether anybody can be signed in at all, active or not.</summary>
    Task<bool> HasUsersAsync(TenantId tenant, CancellationToken ct);

    /// <returns>Refused with <c>identity.user_exists</c>, <c>identity.weak_password</c> or <c>identity.invalid_user_name</c>.</returns>
    Task<Result> CreateAdministratorAsync(TenantId tenant, string userName, string password, CancellationToken ct);

    /// <returns>Refused as <see cref="CreateAdministratorAsync"/>.</returns>
    Task<Result> CreateUserAsync(TenantId tenant, NewUser user, CancellationToken ct);

    /// <summary>Makes a key for a program. Its secret is in the answer and nowhere else: we keep its hash only.</summary>
    /// <returns>The key to send as <c>Authorization: Bearer …</c>; refused with <c>identity.unknown_permission</c> or <c>identity.key_exists</c>.</returns>
    Task<Result<string>> CreateApiKeyAsync(TenantId tenant, string name, IReadOnlyList<string> permissions, CancellationToken ct);

    /// <summary>Ends the key of this name; from the next call on it opens nothing, in other processes after a second. Without such a key nothing happens.</summary>
    Task<Result> RevokeApiKeyAsync(TenantId tenant, string name, CancellationToken ct);
}
