namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>Whom a session belongs to, and where it lives.</summary>
/// <param name="Tenant">The caller's tenant.</param>
/// <param name="EndUser">Whom the caller asks for; empty where it does not say.</param>
/// <param name="Runtime">The model's runtime.</param>
/// <param name="Qualifier">The endpoint of the runtime that the caller chose; empty for the model's own.</param>
internal readonly record struct SessionOwner(string Tenant, string EndUser, string Runtime, string Qualifier);
