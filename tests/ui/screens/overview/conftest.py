from support.fixtures import desk, leader_desk, workplace

__all__ = ["desk", "leader_desk", "workplace"]
